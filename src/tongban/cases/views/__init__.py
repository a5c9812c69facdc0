"""What the outside sees of cases, one file for each thing a reader looks for."""
