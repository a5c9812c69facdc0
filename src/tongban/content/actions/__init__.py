"""The verbs of content packs."""
