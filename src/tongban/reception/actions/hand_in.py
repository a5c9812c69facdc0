"""Hand in 收件: what the person heard read back and signed by hand becomes their case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.cases.api import CaseView, CollectedFor, submit_case
from tongban.catalogue.api import published_item
from tongban.files.api import blob
from tongban.forms.api import discard_draft
from tongban.kernel.actor import Actor, Channel
from tongban.reception.events import HANDED_IN
from tongban.reception.models import Sitting
from tongban.reception.policies import serving_post
from tongban.reception.refusals import NotYourWindow, SignedByThePersonOnly, SittingOver
from tongban.reception.sittings import attended, end, sitting_of
from tongban.reception.views import SignedOn, SittingState
from tongban.seals.api import Agreement, Hand, Proof

_PROOFS = {SignedOn.TABLET: Proof.HAND_TABLET, SignedOn.PAPER: Proof.HAND_PAPER}


def hand_in(
    *,
    clerk: Actor,
    sitting_id: str,
    item_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    situation: str | None,
    statement: str,
    signed_on: SignedOn,
    ink: str,
    collected: CollectedFor | None = None,
    now: datetime,
) -> CaseView:
    """Send the application of the person served; repeated, the same case comes back.

    ``ink`` is the blob of the signature or of the signed page, kept for the person
    (``take_ink``); ``statement`` the code of the declaration read to them. The record of intent
    says the person signed by hand and which clerk saw it; the clerk's key attests it, the person's
    is not touched. The draft it began as is dropped. ``collected`` when it is collected for
    elsewhere; without it the window must be one that takes the item in. Refuses
    SittingNotFound, SittingOver, NotYourWindow, SignedByThePersonOnly (phone), files'
    FileNotYours, and what ``submit_case`` refuses.
    Source: 电子签名法 13, 14; 民法典 469, 490.
    """
    row = sitting_of(clerk, sitting_id)
    if row.state not in (SittingState.OPEN.value, SittingState.HANDED_IN.value):
        raise SittingOver
    if row.channel == Channel.PHONE.value:
        raise SignedByThePersonOnly
    if collected is None and serving_post(clerk, published_item(row.item_code)) is None:
        raise NotYourWindow
    person = attended(row)
    page = blob(person, ink)
    hand = Hand(page.id, page.sha256, row.clerk_id, row.post_id)
    case = submit_case(
        actor=person,
        item_code=row.item_code,
        item_version=item_version,
        answers=answers,
        material_blobs=material_blobs,
        situation=situation,
        idempotency_token=row.id,
        channel=person.channel,
        agreement=Agreement(statement, _PROOFS[signed_on], hand=hand),
        now=now,
        collected=collected,
    )
    with transaction.atomic():
        row = Sitting.objects.select_for_update().get(id=row.id)
        if row.state == SittingState.OPEN.value:
            row.case_id = case.id
            discard_draft(actor=person, item_code=row.item_code, now=now)
            end(row, SittingState.HANDED_IN, HANDED_IN, clerk, now)
    return case
