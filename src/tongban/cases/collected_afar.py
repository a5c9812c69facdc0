"""What the room above keeps of an application that is taken in elsewhere, in its transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tongban.cases.views.case import CaseView


@dataclass(frozen=True, slots=True)
class CollectedFor:
    """异地代收: ``by`` is the agency whose window takes it in; ``keep`` writes its receipt.

    ``keep`` is called once, with the case, in the transaction that makes it.
    """

    by: str
    keep: Callable[[CaseView], None]


def kept(collected: CollectedFor | None, made: CaseView) -> CaseView:
    """The case, after the room above has written what it keeps; the caller's transaction."""
    if collected is not None:
        collected.keep(made)
    return made
