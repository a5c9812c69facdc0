"""Contested values, to those who contest them and to the stewards who check them."""

from __future__ import annotations

from datetime import datetime

from tongban.exchange import policies
from tongban.exchange.models import Correction
from tongban.exchange.refusals import LooksNotYours
from tongban.exchange.views import CorrectionState, CorrectionView
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many

_MOST = 200


def my_corrections(actor: Actor, subject_id: str) -> tuple[CorrectionView, ...]:
    """What somebody contests, newest first, at most 200, with the answers.

    Refuses: LooksNotYours, to everybody but the person, who acts for them, and the platform.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    rows = Correction.objects.filter(subject_id=subject_id).order_by("-filed_at", "id")[:_MOST]
    return tuple(correction_view(row, whole=True) for row in rows)


def corrections_waiting(actor: Actor) -> tuple[CorrectionView, ...]:
    """Open corrections of the sources the actor is steward of, those due first, at most 200.

    Without the person's words: opening one leaves a leaf.
    """
    rows = Correction.objects.filter(
        provider_code__in=list(policies.agencies_of(actor)), state=CorrectionState.OPEN.value
    ).order_by("due_at", "id")[:_MOST]
    return tuple(
        correction_view(row, whole=False)
        for row in rows
        if policies.may_answer(actor, row.provider_code)
    )


def correction_overdue(view: CorrectionView, now: datetime) -> bool:
    """Whether a correction still waits past its term."""
    return view.due_at is not None and now > view.due_at


def correction_view(row: Correction, *, whole: bool) -> CorrectionView:
    """A correction row; ``whole`` opens what was sealed (empty once the person was forgotten)."""
    return CorrectionView(
        id=row.id,
        element_id=row.element_id,
        source_code=row.source_code,
        provider_code=row.provider_code,
        state=CorrectionState(row.state),
        words=_opened(row.subject_id, row.sealed_words) if whole else "",
        answer=_opened(row.subject_id, row.sealed_answer) if whole and row.sealed_answer else "",
        filed_at=row.filed_at,
        due_at=row.due_at,
        answered_at=row.answered_at,
    )


def _opened(subject_id: str, sealed: bytes | memoryview) -> str:
    (plain,) = unseal_many([(subject_id, bytes(sealed))])
    return plain.decode() if plain is not None else ""
