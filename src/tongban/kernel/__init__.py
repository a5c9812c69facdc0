"""Values every room shares. No tables, no Django, no clock, no I/O."""
