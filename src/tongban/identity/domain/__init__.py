"""Pure rules of the room: names, numbers, mandates, trust levels."""
