"""What is done with matters, one verb a file."""
