"""Pure rules of who has an application when."""
