"""Pure rules: what lies in an area, which assessment stands."""
