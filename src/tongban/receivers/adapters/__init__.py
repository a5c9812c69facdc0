"""How a receiver is reached."""
