"""Reading: frozen views, filtered by the powers of the actor."""
