"""Pure rules of promises and credit records."""
