"""The hearing of a case as its readers see it."""

from __future__ import annotations

from tongban.cases.domain import terms
from tongban.cases.domain.hearings import PROCEDURE, may_announce
from tongban.cases.domain.status import Status
from tongban.cases.views.proceedings import HearingView
from tongban.jurisdiction.api import calendar
from tongban.kernel.text import Text

HEARING = Text.of("听证", "Hearing")


def hearing_view(status: Status) -> HearingView | None:
    """How far the hearing has come; None when nothing was said of one."""
    hearing = status.hearing
    if hearing == terms.Hearing():
        return None
    days, told, asked = calendar(), hearing.told_at, hearing.asked_at
    return HearingView(
        told_at=told,
        ask_by=terms.ask_for_hearing_by(told, days) if told else None,
        asked_at=asked,
        hold_by=terms.hold_hearing_by(asked, days) if asked else None,
        planned_on=hearing.planned_on,
        held_on=hearing.held_on,
    )


def hearing_verbs_shut(status: Status) -> frozenset[str]:
    """The verbs of a hearing that make no sense where it stands."""
    hearing, running = status.hearing, status.open_procedure
    shut = set()
    if hearing.told_at or hearing.announced_at:
        shut.add("offer_hearing")
    if hearing.told_at is None or hearing.asked_at:
        shut.add("ask_for_hearing")
    if not may_announce(hearing):
        shut.add("announce_hearing")
    if hearing.announced_at is None or hearing.held_on:
        shut.add("hold_hearing")
    elif running is not None and running.started.procedure == PROCEDURE:
        shut.add("end_special_procedure")
    return frozenset(shut)
