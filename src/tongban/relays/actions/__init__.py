"""What is done with a relay, one verb a file."""
