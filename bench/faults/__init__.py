"""Harnesses that break things on purpose; see ../README.md."""
