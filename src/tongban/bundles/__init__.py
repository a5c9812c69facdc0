"""Room bundles 一件事."""
