"""Files of reference codes, read from disk."""
