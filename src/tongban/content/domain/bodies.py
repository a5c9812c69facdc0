"""Entries as JSON, and the one digest that names a release."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tongban.content.domain.assemble import Assembly
from tongban.content.domain.diff import Bodies
from tongban_trust.canonical import canonical_bytes
from tongban_trust.suites import suite

SUITE = "gm"
"""Releases are named by the national suite: SM3 国密."""


def as_json(value: object) -> object:
    """The written value with exact decimals as text."""
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


def bodies_of(assembly: Assembly) -> Bodies:
    """Every entry's body by shelf and key."""
    return {
        (shelf, key): as_json(body)
        for shelf, bodies in assembly.bodies.items()
        for key, body in bodies.items()
    }


def release_digest(files: Mapping[str, bytes]) -> str:
    """SM3 hex over the canonical list of ``[path, SM3 hex of the file's bytes]``, paths sorted."""
    sm3 = suite(SUITE).hash
    listing = [[path, sm3(files[path]).hex()] for path in sorted(files)]
    return sm3(canonical_bytes(listing)).hex()
