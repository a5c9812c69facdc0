"""What is done with commissions, one verb a file."""
