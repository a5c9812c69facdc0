"""Pure rules: words from a template, hours in which nobody is disturbed."""
