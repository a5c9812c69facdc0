"""Call the resident back 电话回访: another officer confirms what was asked by telephone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.assistance.domain.errand import ConsentWay, ErrandState, Step, after
from tongban.assistance.granting import give_mandate
from tongban.assistance.policies import ROOM, may_lead
from tongban.assistance.recording import errand_row, move
from tongban.assistance.refusals import NotYoursToAppoint, StepNotPossible
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor


def call_back(*, actor: Actor, errand_id: str, agreed: bool, now: datetime) -> ErrandState:
    """An officer who leads the station's body says what the resident answered on the call back.

    With yes the mandate begins today; with no the errand ends. Where it stands then comes back.
    Who took the request cannot confirm it. The platform places no call: the officer answers for
    having made it, by name, in the evidence. Refuses ErrandNotFound, NotYoursToAppoint,
    StepNotPossible.
    """
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        leads = may_lead(actor, row.helper.agency_code, row.village)
        if not leads or actor.account_id == row.helper.account_id:
            raise NotYoursToAppoint
        if not agreed:
            move(row, Step.REFUSE, actor, now)
            return ErrandState(row.state)
        if after(ErrandState(row.state), Step.AGREE) is None or row.ends_on < local_date(now):
            raise StepNotPossible
        row.way = ConsentWay.CALL_BACK.value
        row.proof |= {"called_by": actor.account_id, "called_at": now.isoformat()}
        give_mandate(ROOM, row, local_date(now), now)
        move(row, Step.AGREE, actor, now)
    return ErrandState(row.state)
