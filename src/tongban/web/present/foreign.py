"""A case that is with a department's own system: its timeline with what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.api import CaseStep, CaseView
from tongban.connectors.api import foreign_steps, is_connected
from tongban.kernel.actor import Actor


def steps_with_foreign(actor: Actor, known: CaseView) -> Sequence[CaseStep]:
    """The steps of the case, and those of the other system that moved nothing here, by moment."""
    if not is_connected(known.item_code):
        return known.steps
    both = (*known.steps, *foreign_steps(actor, known.id))
    return tuple(sorted(both, key=lambda step: step.at))
