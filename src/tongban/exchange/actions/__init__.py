"""The verbs of the room, one per file."""
