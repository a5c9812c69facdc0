"""Tests of the room commitments."""
