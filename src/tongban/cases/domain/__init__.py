"""Pure rules of cases: events, what follows what, clocks."""
