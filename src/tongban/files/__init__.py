"""Uploaded files: checked at the gate, kept by their hash, read by their owner."""
