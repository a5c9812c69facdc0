"""Fixtures of the room's tests."""

from tests.province import province

__all__ = ["province"]
