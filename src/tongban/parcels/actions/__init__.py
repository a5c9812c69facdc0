"""What is done with parcels, one verb a file."""
