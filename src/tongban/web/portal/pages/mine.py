"""/mine: everything that concerns me, or whom I act for, on one page 我的主页、企业主页."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.benefits.api import BenefitView, my_benefits
from tongban.bundles.api import BundleCaseRow, BundleState, my_bundle_cases
from tongban.cases.api import CaseState, my_cases
from tongban.certificates.api import CertificateView, next_to_end
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.notices.api import MessageView, my_messages, unread_count
from tongban.payments.api import NoticeState, NoticeView, my_notices
from tongban.places.api import AppointmentState, AppointmentView, my_appointments, place
from tongban.policies.api import MatchingView, Suggestion, fitting_policies, matching
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import Visitor, require_actor, visitor_of
from tongban.web.plumbing.refusals import not_yours
from tongban.web.portal.for_whom import parties_of
from tongban.web.portal.lists import CaseLine, case_line
from tongban.web.portal.standing import Standing, standing_of
from tongban.web.present.queueing import item_name

_FEW = 5
_LOOKED_AT = 50
_NEXT = {
    CaseState.CORRECTING: Text.of("请您补正后继续", "Waits for you to put something right"),
    CaseState.AWAITING_PAYMENT: Text.of("请您缴费后继续", "Waits for your payment"),
}
_OURS = Text.of("正在办理，您不用操作", "With the office; nothing for you to do")


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A running case with what comes next; ``yours`` when the next move is the applicant's."""

    line: CaseLine
    next_step: Text
    yours: bool


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """An appointment to come, with the names of place and item."""

    view: AppointmentView
    place: Text
    item: Text


@dataclass(frozen=True, slots=True)
class Mine:
    """What is on the page; one bounded reading per room."""

    running: tuple[RunningLine, ...]
    bundles: tuple[BundleCaseRow, ...]
    certificates: tuple[tuple[CertificateView, Standing], ...]
    benefits: tuple[BenefitView, ...]
    appointments: tuple[AppointmentLine, ...]
    to_pay: tuple[NoticeView, ...]
    messages: tuple[MessageView, ...]
    unread: int
    matching: MatchingView
    policies: tuple[Suggestion, ...]

    @property
    def yours(self) -> int:
        """How many things wait for the person themselves."""
        return sum(one.yours for one in self.running) + len(self.to_pay)


def show(request: HttpRequest) -> HttpResponse:
    """The home page of a person, or of the firm one acts for."""
    actor, visitor = require_actor(request), visitor_of(request)
    if actor.posts:
        raise not_yours()
    context = {
        "mine": _mine(actor, timezone.now()),
        "visitor": visitor,
        "firm": actor.kind is ActorKind.FIRM_AGENT and actor.on_behalf_of is not None,
        "parties": _parties(visitor),
        "next": "/mine",
        "path": (Crumb(gettext("My home page")),),
    }
    return render(request, "portal/mine.html", context)


def _mine(actor: Actor, now: datetime) -> Mine:
    today = local_date(now)
    return Mine(
        running=_running(actor, now),
        bundles=tuple(one for one in my_bundle_cases(actor) if one.state is BundleState.UNDER_WAY)[
            :_FEW
        ],
        certificates=tuple((one, standing_of(one, today)) for one in next_to_end(actor, now)),
        benefits=my_benefits(actor, size=_FEW).items,
        appointments=_appointments(actor, now),
        to_pay=_to_pay(actor),
        messages=my_messages(actor, size=_FEW).items,
        unread=unread_count(actor),
        matching=matching(actor),
        policies=fitting_policies(actor, today),
    )


def _running(actor: Actor, now: datetime) -> tuple[RunningLine, ...]:
    rows = [row for row in my_cases(actor, size=_LOOKED_AT, now=now).items if not row.state.closed]
    lines = (
        RunningLine(case_line(row, now), _NEXT.get(row.state, _OURS), row.state in _NEXT)
        for row in rows
    )
    return tuple(sorted(lines, key=lambda one: not one.yours))[:_FEW]


def _appointments(actor: Actor, now: datetime) -> tuple[AppointmentLine, ...]:
    coming = [
        one
        for one in my_appointments(actor)
        if one.state is AppointmentState.BOOKED and one.ends_at > now
    ]
    coming.sort(key=lambda one: one.starts_at)
    return tuple(
        AppointmentLine(one, place(one.place_code).name, item_name(one.item_code))
        for one in coming[:_FEW]
    )


def _to_pay(actor: Actor) -> tuple[NoticeView, ...]:
    due = [one for one in my_notices(actor, size=_LOOKED_AT).items if one.state is NoticeState.DUE]
    return tuple(due[:_FEW])


def _parties(visitor: Visitor) -> object:
    known = visitor.account
    return parties_of(visitor) if known is not None and known.represents else ()
