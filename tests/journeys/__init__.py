"""Whole journeys in a real browser against a real server with a database of its own."""
