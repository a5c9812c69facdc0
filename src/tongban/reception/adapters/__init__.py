"""Devices at a window, each with its demo twin."""
