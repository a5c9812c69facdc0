"""Fixtures of this area's tests."""

from tests.province import province

__all__ = ["province"]
