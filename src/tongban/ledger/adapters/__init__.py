"""What the deployment decides: the master key and the suite in force."""
