"""Tests of facilitation."""
