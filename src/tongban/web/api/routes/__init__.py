"""One group of addresses per module."""
