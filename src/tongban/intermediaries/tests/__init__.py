"""Tests of intermediaries."""
