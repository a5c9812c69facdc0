"""Events of an application handed in far from who decides 异地代收: on its way, then arrived."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class CollectedAfar(Event):
    """异地收件: a window elsewhere took it in and sends it on. No clock of the law runs yet."""


@dataclass(frozen=True, slots=True)
class AmendedAfar(Event):
    """代收地补充材料: it came back, and goes again with these new or changed."""

    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArrivedHome(Event):
    """办理地收件: who decides has it; every clock counts from here, as if handed in now."""
