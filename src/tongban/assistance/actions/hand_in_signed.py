"""Hand in at the station 现场签字提交: the resident is there, hears it read, signs by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from tongban.assistance.domain.errand import ErrandState, Step, after
from tongban.assistance.policies import require_power
from tongban.assistance.queries.duties import duty
from tongban.assistance.recording import errand_row, move
from tongban.assistance.refusals import NotThatPerson, StepNotPossible
from tongban.assistance.residents import attended, person_presented
from tongban.assistance.sheets import open_words
from tongban.assistance.views import DutyView
from tongban.cases.api import submit_case
from tongban.files.api import store_upload
from tongban.forms.api import Answer
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.reception.api import Presented, SeenBy
from tongban.seals.api import Agreement, Hand, Proof


def hand_in_signed(
    *,
    actor: Actor,
    errand_id: str,
    presented: Presented,
    item_version: int,
    answers: Mapping[str, Answer],
    statement: str,
    signed_page: tuple[str, str, BinaryIO],
    now: datetime,
) -> DutyView:
    """Send what was prepared, signed by hand by the resident who is present with their card.

    ``answers`` are what the resident says to questions no source answered after all.
    ``signed_page`` is (name, media type, bytes) of what they signed, kept for them; ``statement``
    the code of the declaration read to them. The helper's key attests what was seen; the
    resident's is not touched. Sources answer into the case, not to the helper. Refuses
    ErrandNotFound, NotAHelper, NotWithinMandate, StepNotPossible (nothing prepared), NotThatPerson,
    and what ``store_upload`` and ``submit_case`` refuse. Source: 电子签名法 13, 14; 民法典 469.
    """
    today = local_date(now)
    row = errand_row(errand_id)
    require_power(actor, row, today)
    _purpose, prepared = open_words(row)
    if after(ErrandState(row.state), Step.HAND_IN) is None or prepared is None:
        raise StepNotPossible
    in_person = presented.seen_by in (SeenBy.READER, SeenBy.EYE)
    if not in_person or person_presented(presented, today).id != row.subject_id:
        raise NotThatPerson
    person = attended(actor, row)
    name, media_type, stream = signed_page
    page = store_upload(
        actor=person, filename=name, stream=stream, declared_type=media_type, purpose="signature",
        now=now,
    )  # fmt: skip
    hand = Hand(page.id, page.sha256, row.helper.subject_id, row.helper_id)
    sent = submit_case(
        actor=person,
        item_code=row.item_code,
        item_version=item_version,
        answers={**prepared.answers, **answers},
        material_blobs={code: sheet.blob_id for code, sheet in prepared.sheets.items()},
        situation=prepared.situation,
        idempotency_token=row.id,
        channel=person.channel,
        agreement=Agreement(statement, Proof.HAND_PAPER, hand=hand),
        now=now,
    )
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        if row.case_id is None:
            row.case_id = sent.id
            move(row, Step.HAND_IN, actor, now)
    return duty(actor, errand_id, now)
