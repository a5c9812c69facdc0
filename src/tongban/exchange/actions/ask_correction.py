"""“This is wrong” 异议: a person contests a value; the steward of its source checks it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.elements.api import element, source
from tongban.exchange import events, policies
from tongban.exchange.adapters.settings_in_force import clocks, due_after
from tongban.exchange.models import Correction
from tongban.exchange.queries.corrections import correction_view
from tongban.exchange.refusals import (
    CorrectionAnswered,
    CorrectionUnknown,
    LooksNotYours,
    ReasonMissing,
    ValueHasNoSource,
)
from tongban.exchange.views import CorrectionState, CorrectionView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record, seal

_LONGEST_WORDS = 2_000


def ask_correction(
    *, actor: Actor, element_id: str, words: str, token: str, look_id: str = "", now: datetime
) -> CorrectionView:
    """Contest what the source of an element holds on the actor, or on whom the actor acts for.

    ``words`` say what is wrong; they are sealed. ``token`` makes a repeat harmless. The source
    agency's steward answers within the correction period. Refuses: LooksNotYours, ReasonMissing,
    ValueHasNoSource, elements' ElementUnknown. Source: 个人信息保护法 46.
    """
    subject_id = actor.acts_for
    if subject_id is None or not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    said = words.strip()[:_LONGEST_WORDS]
    if not said:
        raise ReasonMissing
    source_code = element(element_id).source_code
    if source_code is None:
        raise ValueHasNoSource
    provider = source(source_code).agency_code
    with transaction.atomic():
        row, made = Correction.objects.get_or_create(
            subject_id=subject_id,
            token=token[:40],
            defaults={
                "id": new_id("correction"),
                "element_id": element_id,
                "source_code": source_code,
                "provider_code": provider,
                "look_call": look_id[:32],
                "sealed_words": seal(subject_id, said.encode()),
                "state": CorrectionState.OPEN.value,
                "due_at": due_after(now, clocks().correction),
                "filed_at": now,
            },
        )
        if made:
            _tell(actor, row, "exchange.correction-asked", events.CORRECTION_ASKED, now)
    return correction_view(row, whole=True)


def open_correction(*, actor: Actor, correction_id: str, now: datetime) -> CorrectionView:
    """The whole correction, for the steward of the source; reading it leaves a leaf.

    Refuses: CorrectionUnknown, also to other stewards.
    """
    with transaction.atomic():
        row = _locked(actor, correction_id)
        facts = {"element": row.element_id, "source": row.source_code}
        record(
            kind="exchange.correction-opened", about=row.id, facts=facts, actor=actor, now=now,
            subject_id=row.subject_id,
        )  # fmt: skip
    return correction_view(row, whole=True)


def answer_correction(
    *, actor: Actor, correction_id: str, corrected: bool, words: str, now: datetime
) -> CorrectionView:
    """What the check found: the register was corrected, or is right; in words for the person.

    Refuses: CorrectionUnknown, CorrectionAnswered, ReasonMissing, ledger's SubjectForgotten.
    """
    said = words.strip()[:_LONGEST_WORDS]
    with transaction.atomic():
        row = _locked(actor, correction_id)
        if row.state != CorrectionState.OPEN.value:
            raise CorrectionAnswered
        if not said:
            raise ReasonMissing
        state = CorrectionState.CORRECTED if corrected else CorrectionState.UPHELD
        row.state, row.due_at, row.answered_at = state.value, None, now
        row.sealed_answer = seal(row.subject_id, said.encode())
        row.save(update_fields=["state", "due_at", "answered_at", "sealed_answer"])
        _tell(actor, row, "exchange.correction-answered", events.CORRECTION_ANSWERED, now)
    return correction_view(row, whole=True)


def _locked(actor: Actor, correction_id: str) -> Correction:
    rows = Correction.objects.select_for_update().filter(id=correction_id)
    row = rows.order_by("id").first()
    if row is None or not policies.may_answer(actor, row.provider_code):
        raise CorrectionUnknown
    return row


def _tell(actor: Actor, row: Correction, kind: str, event: str, now: datetime) -> None:
    facts = {
        "correction": row.id,
        "element": row.element_id,
        "source": row.source_code,
        "provider": row.provider_code,
        "state": row.state,
    }
    record(kind=kind, about=row.id, facts=facts, actor=actor, now=now, subject_id=row.subject_id)
    publish(event=event, aggregate=row.id, payload=facts, now=now)
