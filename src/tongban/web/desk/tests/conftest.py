"""Fixtures of the desk's tests."""

from tests.province import province

__all__ = ["province"]
