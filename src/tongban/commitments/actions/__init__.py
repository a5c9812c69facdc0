"""One verb per file, one transaction each."""
