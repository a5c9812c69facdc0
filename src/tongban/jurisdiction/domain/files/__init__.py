"""Reading the rows of reference files, one module per shape; no disk, no database."""
