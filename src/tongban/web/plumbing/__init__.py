"""What every page needs before it can start: who acts, in which language, how refusals look."""
