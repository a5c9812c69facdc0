"""What content packs are read from."""
