"""Room ``connectors`` 系统对接: cases pushed to a department's own system, and its steps back."""
