"""Hand the result back 交回结果, or step back from an errand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.assistance.domain.errand import ErrandState, Step
from tongban.assistance.policies import ROOM, require_power
from tongban.assistance.recording import errand_row, move
from tongban.assistance.refusals import StepNotPossible
from tongban.cases.api import case
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor


def hand_back(*, actor: Actor, errand_id: str, now: datetime) -> ErrandState:
    """The helper gave the resident the result of the closed case; errand and mandate end.

    The resident is told and can object. Refuses ErrandNotFound, NotAHelper, NotWithinMandate,
    StepNotPossible while the case is open or nothing was sent. Source: 民法典 174.
    """
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        require_power(actor, row, local_date(now))
        if row.case_id is None or not case(ROOM, row.case_id, now).state.closed:
            raise StepNotPossible
        move(row, Step.HAND_BACK, actor, now)
    return ErrandState(row.state)


def decline(*, actor: Actor, errand_id: str, now: datetime) -> ErrandState:
    """The helper steps back from an errand; its mandate ends and the resident is told.

    Refuses ErrandNotFound, NotAHelper, NotWithinMandate.
    """
    with transaction.atomic():
        row = errand_row(errand_id, lock=True)
        require_power(actor, row, local_date(now))
        move(row, Step.DECLINE, actor, now)
    return ErrandState(row.state)
