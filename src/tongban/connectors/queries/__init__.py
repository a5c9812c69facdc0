"""Reading: what stands between a case and the system it is with."""
