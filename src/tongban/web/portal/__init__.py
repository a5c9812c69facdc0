"""The portal for people and firms."""
