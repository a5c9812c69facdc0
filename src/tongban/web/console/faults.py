"""A refusal as the lines of an error summary."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal
from tongban.web.design.parts import Fault


def faults_of(refusal: Refusal | None) -> tuple[Fault, ...]:
    """The refusal first, then each of its problems."""
    if refusal is None:
        return ()
    head = Fault(refusal.message, refusal.mend)
    return (head, *(Fault(each.message, each.mend) for each in refusal.problems))
