"""Fixtures of the portal's tests."""

from tests.province import province

__all__ = ["province"]
