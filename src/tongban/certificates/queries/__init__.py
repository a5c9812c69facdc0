"""Reading: what the holder has, what a stranger is told, what was done with it."""
