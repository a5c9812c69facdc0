"""Checks of identities outside; the demo twin stands in for the register."""
