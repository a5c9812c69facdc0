"""Pure rules: whether facts meet the conditions of a policy."""
