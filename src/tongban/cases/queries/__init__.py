"""Reading cases: lists, one case as one reader sees it, its timeline, its public tracking."""
