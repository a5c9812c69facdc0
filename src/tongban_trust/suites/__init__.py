"""Crypto suites 密码套件: national (国密) and international, behind one interface."""

from __future__ import annotations

from functools import cache

from tongban_trust.suites.gm import GM
from tongban_trust.suites.intl import INTL
from tongban_trust.suites.primitives import Suite, SuiteBroken, Tampered

__all__ = ["Suite", "SuiteBroken", "Tampered", "suite", "suite_that_sealed"]

_ALL = {known.name: known for known in (GM, INTL)}


@cache
def suite(name: str) -> Suite:
    """The suite called ``gm`` or ``intl``, proven by known answers before its first use.

    KeyError for another name; SuiteBroken when a known answer comes out wrong.
    """
    chosen = _ALL[name]
    chosen.self_test()
    return chosen


def suite_that_sealed(sealed: bytes) -> Suite:
    """The suite that made a sealed value, by its first byte; Tampered when there is none."""
    for known in _ALL.values():
        if sealed[:1] == bytes([known.mark]):
            return suite(known.name)
    raise Tampered("The sealed value is empty or of no known suite")
