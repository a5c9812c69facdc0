"""The verbs of the law room."""
