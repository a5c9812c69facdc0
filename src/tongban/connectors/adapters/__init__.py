"""Lines to the systems of others."""
