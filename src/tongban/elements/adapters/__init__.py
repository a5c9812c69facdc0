"""Channels to registers; the demo twin stands in for all of them."""
