"""What is counted of closed cases: sums that add up, in any order and any pieces."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts over closed cases.

    ``closed`` of any ending, ``decided`` approved or denied, ``timed`` of these with a promised
    end, ``in_time`` decided by it, ``on_net`` closed cases that came by computer or phone,
    ``instant`` decided by rules, ``visits`` recorded for decided cases, ``corrected`` cases in
    which something had to be put right, ``told_once`` of these with one notice. Materials:
    ``issued`` by government among those supplied, ``handed`` over by people of these. ``asked``
    values that sources were asked for, ``unheard`` of these without an answer. Founding a firm:
    ``firms`` registered, ``applications`` made for it, ``minutes`` from sending to registration,
    ``fees`` in yuan.
    """

    closed: int = 0
    decided: int = 0
    timed: int = 0
    in_time: int = 0
    on_net: int = 0
    instant: int = 0
    visits: int = 0
    corrected: int = 0
    told_once: int = 0
    issued: int = 0
    handed: int = 0
    asked: int = 0
    unheard: int = 0
    firms: int = 0
    applications: int = 0
    minutes: int = 0
    fees: Decimal = field(default=Decimal("0.00"))

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, each) + getattr(other, each) for each in NAMES))


NAMES = tuple(each.name for each in fields(Sums))
