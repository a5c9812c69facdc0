"""Where private keys are kept."""
