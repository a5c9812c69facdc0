"""Fixtures of the interface's tests."""

from tests.province import province

__all__ = ["province"]
