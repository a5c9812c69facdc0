"""Pure rules of warnings and orders."""
