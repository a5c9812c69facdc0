"""Reading places, seats and numbers; frozen views only."""
