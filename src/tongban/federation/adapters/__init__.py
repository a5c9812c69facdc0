"""Keys, and the way to other platforms."""
