"""Rules of this room: what is sent, in what order things are heard, what a step means."""
