"""What this room does: one verb per file."""
