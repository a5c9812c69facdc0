"""Outside of the room: fonts of the machine, the PDF writer."""
