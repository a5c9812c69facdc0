"""Pure rules: how an errand goes, and what a helper may do."""
