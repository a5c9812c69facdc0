"""What the room above keeps of an application that is taken in elsewhere, in its transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tongban.cases.views import CaseView


@dataclass(frozen=True, slots=True)
class CollectedFor:
    """异地代收: ``by`` is the agency whose window takes it in; ``keep`` writes its receipt.

    ``keep`` is called once, with the case, in the transaction that makes it.
    """

    by: str
    keep: Callable[[CaseView], None]
