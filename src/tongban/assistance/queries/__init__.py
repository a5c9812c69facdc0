"""Reading, by who reads."""
