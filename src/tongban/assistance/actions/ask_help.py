"""Ask a helper 请代办员帮办, on one's own sign-in."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongban.assistance.domain.errand import ConsentWay, Step
from tongban.assistance.granting import give_mandate, new_errand
from tongban.assistance.models import Errand, Helper
from tongban.assistance.queries.errands import errand_view
from tongban.assistance.recording import note
from tongban.assistance.refusals import ErrandNotFound, OwnAffairsOnly
from tongban.assistance.views import ErrandView
from tongban.catalogue.api import published_item
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind


def ask_help(
    *,
    actor: Actor,
    helper_id: str,
    item_code: str,
    purpose: str,
    until: date | None,
    token: str,
    now: datetime,
) -> ErrandView:
    """A resident asks a helper of their village to do one thing, and thereby gives the mandate.

    ``until`` is its last day (the settings' short term when left out, 90 days at most). The same
    ``token`` of the same person is one errand. Refuses OwnAffairsOnly, ErrandNotFound (no such
    helper), RequestNotRight, TooManyErrands, catalogue's ItemNotFound. Source: 民法典 163, 165.
    """
    if actor.kind is not ActorKind.PERSON or actor.on_behalf_of is not None or not actor.subject_id:
        raise OwnAffairsOnly
    item, today = published_item(item_code), local_date(now)
    with transaction.atomic():
        known = Errand.objects.select_related("helper").filter(
            subject_id=actor.subject_id, token=token[:80]
        )
        if (standing := known.order_by("id").first()) is not None:
            return errand_view(standing, today)
        helper = Helper.objects.select_for_update().filter(id=helper_id).order_by("id").first()
        if helper is None:
            raise ErrandNotFound
        row = new_errand(
            helper=helper, subject_id=actor.subject_id, item=item, purpose=purpose, until=until,
            token=token, now=now,
        )  # fmt: skip
        row.way = ConsentWay.SIGN_IN.value
        row.proof = {"account": actor.account_id, "assurance": int(actor.assurance)}
        give_mandate(actor, row, today, now)
        row.save(force_insert=True)
        note(row, Step.ASK, actor, now)
    return errand_view(row, today)
