"""What the resident says to an errand: yes and sent, not yet, taken over, taken back, received."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.assistance.domain.errand import ErrandState, Step, after
from tongban.assistance.models import Errand
from tongban.assistance.policies import is_resident
from tongban.assistance.queries.errands import errand_view
from tongban.assistance.recording import errand_row, move
from tongban.assistance.refusals import ErrandNotFound, StepNotPossible
from tongban.assistance.sheets import open_words
from tongban.assistance.views import ErrandView
from tongban.cases.api import CaseView, submit_case
from tongban.catalogue.api import published_item
from tongban.forms.api import Answer, draft, save_draft
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.seals.api import Agreement


def confirm_errand(
    *,
    actor: Actor,
    errand_id: str,
    version: int,
    item_version: int,
    answers: Mapping[str, Answer],
    agreement: Agreement | None,
    now: datetime,
    material_blobs: Mapping[str, str] | None = None,
) -> CaseView:
    """Sign and send what the helper prepared, with the resident's own key; repeated, the same case.

    ``answers`` are the resident's own, to what neither helper nor source answered; they go before
    the helper's. So do ``material_blobs``, the resident's own files by material code, such as what
    an institution 中介机构 delivered to them. ``version`` is that of the errand as it was shown:
    what changed meanwhile is not sent unread. Sources are asked for the resident, as for any
    application of theirs. Refuses ErrandNotFound, StepNotPossible, what ``submit_case`` refuses.
    """
    row = _own(actor, errand_id)
    _purpose, prepared = open_words(row)
    standing = row.state == ErrandState.HANDED_IN.value
    if not standing and (
        after(ErrandState(row.state), Step.HAND_IN) is None
        or prepared is None
        or version != row.version
    ):
        raise StepNotPossible
    given = prepared
    sheets = {code: one.blob_id for code, one in given.sheets.items()} if given else {}
    sent = submit_case(
        actor=actor,
        item_code=row.item_code,
        item_version=item_version,
        answers={**(given.answers if given else {}), **answers},
        material_blobs={**sheets, **(material_blobs or {})},
        situation=given.situation if given else None,
        idempotency_token=row.id,
        channel=actor.channel,
        agreement=agreement,
        now=now,
    )
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        if row.case_id is None:
            row.case_id = sent.id
            move(row, Step.HAND_IN, actor, now)
    return sent


def return_errand(*, actor: Actor, errand_id: str, now: datetime) -> ErrandView:
    """Not yet right: the helper prepares it again. Refuses ErrandNotFound, StepNotPossible."""
    return _step(actor, errand_id, Step.RETURN, now)


def revoke_errand(*, actor: Actor, errand_id: str, now: datetime) -> ErrandView:
    """Take the mandate back at once: from now on the helper sees and does nothing of it.

    What was sent stays sent: the case is the resident's own. Refuses ErrandNotFound,
    StepNotPossible when it is over. Source: 民法典 173 (the principal takes a mandate back).
    """
    return _step(actor, errand_id, Step.REVOKE, now)


def receive_result(*, actor: Actor, errand_id: str, now: datetime) -> ErrandView:
    """The resident has the result; the errand and its mandate end.

    Refuses ErrandNotFound, StepNotPossible before it was sent.
    """
    return _step(actor, errand_id, Step.HAND_BACK, now)


def take_over(*, actor: Actor, errand_id: str, now: datetime) -> ErrandView:
    """Go on by oneself: what was prepared becomes the resident's own draft, the mandate ends.

    Where they had begun a draft of their own, their own words stay. Refuses ErrandNotFound,
    StepNotPossible, and what ``save_draft`` refuses.
    """
    row = _own(actor, errand_id)
    _purpose, prepared = open_words(row)
    if prepared is None:
        raise StepNotPossible
    item = published_item(row.item_code)
    with transaction.atomic():
        if item.form_code:
            own = draft(actor, item.code, now)
            save_draft(
                actor=actor,
                item_code=item.code,
                form_code=item.form_code,
                answers={**prepared.answers, **(own.answers if own else {})},
                situation=(own.situation if own else None) or prepared.situation,
                now=now,
            )
        return _step(actor, errand_id, Step.REVOKE, now)


def _step(actor: Actor, errand_id: str, step: Step, now: datetime) -> ErrandView:
    _own(actor, errand_id)
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        move(row, step, actor, now)
    return errand_view(row, local_date(now))


def _own(actor: Actor, errand_id: str) -> Errand:
    row = errand_row(errand_id)
    if not is_resident(actor, row):
        raise ErrandNotFound
    return row
