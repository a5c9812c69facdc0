"""Outside of the room: fonts of the machine, keys and seals of the demo."""
