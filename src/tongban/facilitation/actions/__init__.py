"""What is done with an engagement, one verb a file."""
