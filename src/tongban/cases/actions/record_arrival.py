"""What was taken in elsewhere arrives 办理地收件: from here the clocks of the law count."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.domain.transit_events import ArrivedHome
from tongban.cases.officer import locked, status_of
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Post


def record_arrival(*, actor: Actor, post: Post, case_id: str, now: datetime) -> None:
    """Who decides has the application; the room above judged that ``actor`` may say so.

    Refuses CaseNotFound, StepNotPossible (it is not on its way). Source: 行政许可法 32 (the day of
    receipt is that of the authority that decides).
    """
    with transaction.atomic():
        case = locked(case_id)
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        said = [Said(ArrivedHome(at=now, by=case.deciding_agency))]
        append(case, status, said, actor=actor, post=post, calendar=calendar, now=now)
