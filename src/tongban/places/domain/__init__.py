"""Pure rules: opening hours, seats, the queue, the wait, the ground."""
