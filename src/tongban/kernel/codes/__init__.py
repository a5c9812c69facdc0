"""Checks of public code schemes: parse what is given, make what is missing, name every fault."""

from __future__ import annotations

from tongban.kernel.codes.fault import CodeFault, Fault

__all__ = ["CodeFault", "Fault"]
