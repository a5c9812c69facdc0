"""Pure rules of data sharing: no clock, no rows."""
