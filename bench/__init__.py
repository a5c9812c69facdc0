"""Benches and fault harnesses; see README.md beside this file."""
