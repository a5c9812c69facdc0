"""Reading forms and drafts, and judging answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from tongban.content.api import standing
from tongban.forms import policies
from tongban.forms.domain.composing import from_json
from tongban.forms.domain.validation import judge
from tongban.forms.models import Draft, FormVersion
from tongban.forms.refusals import FormNotComplete, FormUnknown, SignInToKeepDrafts
from tongban.forms.views import Answer, DraftView, FilledBy, FormView, PrefilledField
from tongban.jurisdiction.api import DivisionUnknown, division
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal


@standing
def form(code: str) -> FormView:
    """The latest published version of a form. Refuses: FormUnknown. Forms are public."""
    version_id = (
        FormVersion.objects.filter(code=code)
        .order_by("-version")
        .values_list("id", flat=True)
        .first()
    )
    if version_id is None:
        raise FormUnknown(code)
    return form_version(version_id)


@lru_cache(maxsize=512)
def form_version(version_id: str) -> FormView:
    """One version of a form, as it was when a case was filed. Refuses: FormUnknown.

    Versions never change, so they are kept in memory.
    """
    row = FormVersion.objects.filter(id=version_id).order_by("id").first()
    if row is None:
        raise FormUnknown(version_id)
    return from_json(row.code, row.version, row.id, row.body)


def validate(
    form_code: str,
    answers: Mapping[str, object],
    *,
    prefilled: Sequence[PrefilledField] = (),
    filled_by: FilledBy = FilledBy.APPLICANT,
) -> dict[str, Answer]:
    """Clean answers by field name, each in the one form its :class:`FieldKind` says.

    Pass ``prefilled`` as ``prefill`` gave it on the server: locked fields take those values,
    whatever was sent. Fields not asked and unknown names are left out. Refuses: FormUnknown,
    FormNotComplete with one Problem per faulty field (``where`` is the field's name).
    """
    clean, problems = judge(
        form(form_code),
        answers,
        prefilled=prefilled,
        filled_by=filled_by,
        known_division=_is_division,
    )
    if problems:
        raise FormNotComplete(problems)
    return clean


def _is_division(code: str) -> bool:
    try:
        division(code)
    except DivisionUnknown:
        return False
    return True


def draft(actor: Actor, item_code: str, now: datetime) -> DraftView | None:
    """The actor's unexpired draft for an item, for whomever the actor acts for now.

    Refuses: SignInToKeepDrafts.
    """
    if not policies.may_keep_drafts(actor):
        raise SignInToKeepDrafts
    row = (
        Draft.objects.filter(
            owner_id=actor.subject_id,
            acts_for=actor.acts_for,
            item_code=item_code,
            expires_at__gt=now,
        )
        .order_by("id")
        .first()
    )
    return None if row is None else draft_view(row)


def drafts(actor: Actor, now: datetime) -> tuple[DraftView, ...]:
    """Every unexpired draft of the actor for whomever the actor acts for, latest first.

    Refuses: SignInToKeepDrafts.
    """
    if not policies.may_keep_drafts(actor):
        raise SignInToKeepDrafts
    rows = Draft.objects.filter(
        owner_id=actor.subject_id, acts_for=actor.acts_for, expires_at__gt=now
    ).order_by("-saved_at", "id")
    return tuple(map(draft_view, rows))


def draft_view(row: Draft) -> DraftView:
    """A draft row as its owner sees it."""
    return DraftView(
        id=row.id,
        item_code=row.item_code,
        form_code=row.form_code,
        form_version=row.form_version,
        situation=row.situation,
        answers=json.loads(unseal(row.owner_id, bytes(row.sealed_answers))),
        version=row.version,
        saved_at=row.saved_at,
        expires_at=row.expires_at,
    )
