"""The lot 抽签 by which an agency finds an institution: nobody at the agency chooses.

Everybody on the list gets a number that depends on the seed and on their own id alone; the smallest
is drawn. The seed is made of what nobody can pick: the ids of the case and of the commission, given
by the platform. List and seed are kept with the commission, so that anybody can draw again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection


def seed_of(case_id: str, commission_id: str) -> str:
    """The seed of one draw, 64 hexadecimal digits."""
    return hashlib.sha256(f"{case_id}\n{commission_id}".encode()).hexdigest()


def drawn(seed: str, candidates: Collection[str]) -> str:
    """Who is drawn. ValueError when there is nobody to draw from."""
    return min(set(candidates), key=lambda one: (_number(seed, one), one))


def _number(seed: str, candidate: str) -> str:
    return hashlib.sha256(f"{seed}\n{candidate}".encode()).hexdigest()
