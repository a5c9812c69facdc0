"""`tongban run`: everything the platform needs, started together and stopped together."""
