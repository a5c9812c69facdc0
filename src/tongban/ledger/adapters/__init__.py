"""What the deployment decides: the master key, where keys are kept, the suite in force."""
