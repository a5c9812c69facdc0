"""One verb per file; each opens its own transaction."""
