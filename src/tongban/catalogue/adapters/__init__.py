"""What lies around the catalogue: the rooms below, the files of provinces."""
