"""Keep, drop and expire drafts 暂存."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from tongban.forms import events, policies
from tongban.forms.models import Draft
from tongban.forms.queries import draft_view, form
from tongban.forms.refusals import DraftChangedElsewhere, DraftTooLarge, SignInToKeepDrafts
from tongban.forms.views import Answer, DraftView, FormView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record, seal, unseal

KEEP_DAYS = 30
_MAX_BYTES = 200_000
_MAX_BYTES_TOGETHER = 400_000


def save_draft(
    *,
    actor: Actor,
    item_code: str,
    form_code: str | None,
    answers: Mapping[str, Answer],
    situation: str | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> DraftView:
    """Keep answers 30 days from the last save; one draft per person, represented party, item.

    Saving the same answers again changes nothing, so a repeated request is harmless. With
    ``expected_version`` (0: none yet) a save from a stale page refuses with DraftChangedElsewhere.
    Answers to questions the form does not ask are dropped; ``form_code`` None is a form that
    another room puts together, kept under a code of its own and judged by it, up to 400 kB instead
    of 200. Refuses: SignInToKeepDrafts, DraftTooLarge, FormUnknown.
    """
    if not policies.may_keep_drafts(actor):
        raise SignInToKeepDrafts
    current = form(form_code) if form_code else None
    plain, version = _plain(current, answers), current.version if current else 0
    if len(plain) > (_MAX_BYTES if current else _MAX_BYTES_TOGETHER):
        raise DraftTooLarge
    owner = str(actor.subject_id)
    with transaction.atomic():
        row = _locked(actor, item_code)
        if row is not None and row.expires_at <= now:
            row.delete()
            row = None
        if row is not None and _holds(row, plain, situation, version):
            return draft_view(row)
        if expected_version not in (None, row.version if row else 0):
            raise DraftChangedElsewhere
        row = row or Draft(
            id=new_id("draft"), owner_id=owner, acts_for=str(actor.acts_for), item_code=item_code,
            version=0,
        )  # fmt: skip
        row.form_code, row.form_version, row.situation = form_code or "", version, situation
        row.sealed_answers = seal(owner, plain)
        row.version += 1
        row.saved_at, row.expires_at = now, now + timedelta(days=KEEP_DAYS)
        row.told_of_end_at = None
        row.save()
        _tell(actor, "forms.draft-saved", events.DRAFT_SAVED, row, now)
    return draft_view(row)


def discard_draft(*, actor: Actor, item_code: str, now: datetime) -> bool:
    """Drop the actor's draft for an item; False when there was none.

    Refuses: SignInToKeepDrafts.
    """
    if not policies.may_keep_drafts(actor):
        raise SignInToKeepDrafts
    with transaction.atomic():
        row = _locked(actor, item_code)
        if row is None:
            return False
        _tell(actor, "forms.draft-discarded", events.DRAFT_DISCARDED, row, now)
        row.delete()
    return True


def purge_drafts(now: datetime) -> int:
    """Delete drafts past their term; returns how many. Run daily by the worker."""
    with transaction.atomic():
        gone, _ = Draft.objects.filter(expires_at__lte=now).delete()
        if gone:
            record(
                kind="forms.drafts-purged", about="forms", facts={"drafts": gone},
                actor=Actor.system("worker"), now=now,
            )  # fmt: skip
    return gone


def _plain(shape: FormView | None, answers: Mapping[str, Answer]) -> bytes:
    names = {field.name for field in shape.fields} if shape else answers.keys()
    kept = {name: value for name, value in answers.items() if name in names}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()


def _holds(row: Draft, plain: bytes, situation: str | None, form_version: int) -> bool:
    same_place = (row.situation, row.form_version) == (situation, form_version)
    return same_place and unseal(row.owner_id, bytes(row.sealed_answers)) == plain


def _locked(actor: Actor, item_code: str) -> Draft | None:
    return (
        Draft.objects.select_for_update()
        .filter(owner_id=actor.subject_id, acts_for=actor.acts_for, item_code=item_code)
        .order_by("id")
        .first()
    )


def _tell(actor: Actor, kind: str, event: str, row: Draft, now: datetime) -> None:
    facts = {"item": row.item_code, "form": row.form_code, "version": row.version}
    record(kind=kind, about=row.id, facts=facts, actor=actor, now=now)
    payload = {"draft_id": row.id, "item_code": row.item_code}
    publish(event=event, aggregate=row.id, payload=payload, now=now)
