"""Pure rules of an engagement and its list of tasks."""
