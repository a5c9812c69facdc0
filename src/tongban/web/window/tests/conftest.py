"""Fixtures of the window's tests."""

from tests.province import province

__all__ = ["province"]
