"""The design system: tokens, components and the frame every page stands in."""
