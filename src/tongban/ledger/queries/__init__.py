"""Reading the ledger: leaves, the log, and whether it all holds."""
