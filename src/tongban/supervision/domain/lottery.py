"""A lottery 双随机 that anyone can hold again: whom to inspect, and who inspects.

Everything follows from the seed: everyone on a list gets a number that depends on the seed and on
their own id alone, and the smallest are drawn. So neither the order of the list nor who else stands
on it changes anybody's number, and taking a candidate away only moves the next one up. The seed is
made of the root of the evidence log at the first checkpoint that holds the announcement: nobody
knew it when the lists were fixed. Source: 国发〔2019〕5号 (双随机、一公开).
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Recusals = Collection[tuple[str, str]]
"""Pairs (inspector, candidate): who may not inspect whom 回避."""


class TooFewInspectors(ValueError):
    """For some candidate not enough inspectors are left after recusals."""


@dataclass(frozen=True, slots=True)
class Lots:
    """What was drawn: candidates in the order drawn, each with its inspectors, sorted."""

    inspectors_of: Mapping[str, tuple[str, ...]]

    @property
    def drawn(self) -> tuple[str, ...]:
        """The candidates, in the order drawn."""
        return tuple(self.inspectors_of)


def seed_of(root_hex: str, announcement: str) -> str:
    """The seed, 64 hexadecimal digits, of a log root and the announcement's leaf id."""
    return hashlib.sha256(f"{root_hex}\n{announcement}".encode()).hexdigest()


def lot_of(seed: str, kind: str, name: str) -> str:
    """The number of one name on one list: HMAC-SHA-256 under the seed, hexadecimal."""
    return hmac.new(bytes.fromhex(seed), f"{kind}\n{name}".encode(), "sha256").hexdigest()


def draw(
    seed: str,
    candidates: Iterable[str],
    inspectors: Iterable[str],
    *,
    count: int,
    each: int,
    recusals: Recusals = (),
) -> Lots:
    """``count`` candidates (all when there are fewer), each with ``each`` inspectors.

    Of the inspectors who may, those with the fewest inspections so far come first, then those with
    the smallest number for this candidate: their loads differ by one at most while nobody is
    recused. Refuses TooFewInspectors.
    """
    barred = frozenset(recusals)
    pool = sorted(set(inspectors))
    ranked = sorted(set(candidates), key=lambda name: (lot_of(seed, "candidate", name), name))
    load: Counter[str] = Counter()
    chosen: dict[str, tuple[str, ...]] = {}
    for candidate in ranked[:count]:
        able = [name for name in pool if (name, candidate) not in barred]
        if len(able) < each:
            raise TooFewInspectors(candidate)
        able.sort(key=lambda name: (load[name], lot_of(seed, candidate, name), name))
        chosen[candidate] = tuple(sorted(able[:each]))
        load.update(able[:each])
    return Lots(chosen)
