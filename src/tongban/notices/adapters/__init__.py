"""Channels that stand in for those of an operator."""
