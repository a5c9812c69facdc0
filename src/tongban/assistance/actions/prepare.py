"""Prepare an application for a resident 代填: the helper types, the resident confirms."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.assistance.asking import asked_of_helper
from tongban.assistance.domain.errand import Step
from tongban.assistance.policies import require_power
from tongban.assistance.queries.duties import duty
from tongban.assistance.recording import errand_row, move
from tongban.assistance.residents import attended
from tongban.assistance.sheets import seal_prepared
from tongban.assistance.views import DutyView, Prepared, Sheet
from tongban.files.api import blob
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor


def look_at(*, actor: Actor, errand_id: str, now: datetime) -> DutyView:
    """Open an errand to work on it; that it was opened stands in the resident's own account.

    Once for each time it changed, however often the page is looked at.

    Refuses ErrandNotFound, NotAHelper, NotWithinMandate.
    """
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        require_power(actor, row, local_date(now))
        if row.looked_version != row.version:
            row.looked_version = row.version
            move(row, Step.LOOK, actor, now)
    return duty(actor, errand_id, now)


def prepare(*, actor: Actor, errand_id: str, prepared: Prepared, now: datetime) -> DutyView:
    """Keep what the helper typed and attached; the resident is told and confirms on their own.

    No source is asked and nothing of the resident's is read: questions a source answers are left
    out, whatever is sent for them. Sheets are the resident's own files, named as they came.
    Prepared again it replaces what was prepared. Refuses ErrandNotFound, NotAHelper,
    NotWithinMandate, StepNotPossible, and files' FileNotYours.
    """
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        require_power(actor, row, local_date(now))
        person = attended(actor, row)
        kept = _asked_only(row.item_code, prepared, person)
        row.prepared = seal_prepared(row.subject_id, kept)
        move(row, Step.PREPARE, actor, now)
    return duty(actor, errand_id, now)


def _asked_only(item_code: str, prepared: Prepared, person: Actor) -> Prepared:
    asked = asked_of_helper(item_code)
    names = {field.name for field in asked.fields} if asked else set()
    answers = {name: value for name, value in prepared.answers.items() if name in names}
    files = {code: blob(person, sheet.blob_id) for code, sheet in prepared.sheets.items()}
    sheets = {code: Sheet(file.id, file.filename) for code, file in files.items()}
    return Prepared(answers, prepared.situation, sheets)
