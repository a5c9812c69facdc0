"""Note a request 登记帮办请求: made at the station with the card, or by telephone."""

from __future__ import annotations

from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from tongban.assistance.domain.errand import ConsentWay, ErrandState, Step
from tongban.assistance.granting import give_mandate, new_errand
from tongban.assistance.models import Errand, Helper
from tongban.assistance.policies import ROOM, helper_of
from tongban.assistance.queries.duties import duty
from tongban.assistance.recording import note
from tongban.assistance.refusals import RequestNotRight
from tongban.assistance.residents import attended, person_presented
from tongban.assistance.views import DutyView
from tongban.catalogue.api import published_item
from tongban.files.api import store_upload
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy


def take_request(
    *,
    actor: Actor,
    presented: Presented,
    item_code: str,
    purpose: str,
    until: date | None,
    signed_page: tuple[str, str, BinaryIO] | None,
    token: str,
    now: datetime,
) -> DutyView:
    """A helper notes what somebody asked them to do.

    In person (``presented`` seen by reader or eye) the mandate begins at once: ``signed_page`` is
    the mandate signed by hand as (name, media type, bytes), kept for the resident with its digest.
    By telephone nobody has shown who they are: nothing may be done before an officer who did not
    take the request called back. Refuses NotAHelper, NotThatPerson, RequestNotRight,
    TooManyErrands, catalogue's ItemNotFound, and what ``store_upload`` refuses.
    """
    today = local_date(now)
    me, item = helper_of(actor, today), published_item(item_code)
    by_phone = presented.seen_by is SeenBy.VOICE
    if presented.seen_by is SeenBy.LETTER or (signed_page is None and not by_phone):
        raise RequestNotRight(
            Text.of(
                "当面授权要有本人签字的授权书照片。", "In person the signed mandate is needed."
            ),
            Text.of("请本人签字后拍照上传。", "Have it signed, take a picture and attach it."),
            "page",
        )
    person = person_presented(presented, today)
    known = Errand.objects.filter(subject_id=person.id, token=token[:80], helper=me)
    if (standing := known.order_by("id").first()) is not None:
        return duty(actor, standing.id, now)
    with transaction.atomic():
        helper = Helper.objects.select_for_update().get(id=me.id)
        row = new_errand(
            helper=helper, subject_id=person.id, item=item, purpose=purpose, until=until,
            token=token, now=now,
        )  # fmt: skip
        row.proof = {"seen_by": presented.seen_by.value, "account": actor.account_id}
        row.way = "" if by_phone else ConsentWay.PRESENT.value
        row.state = (ErrandState.ASKED if by_phone else ErrandState.AGREED).value
        if signed_page is not None and not by_phone:
            name, media_type, stream = signed_page
            page = store_upload(
                actor=attended(actor, row), filename=name, stream=stream,
                declared_type=media_type, purpose="signature", now=now,
            )  # fmt: skip
            row.proof |= {"page": page.id, "digest": page.sha256}
            give_mandate(ROOM, row, today, now)
        row.save(force_insert=True)
        note(row, Step.ASK, actor, now)
    return duty(actor, row.id, now)
