"""Reading seals, their uses and requests, and signatures."""
