"""Pure rules of a matter that could not be done."""
