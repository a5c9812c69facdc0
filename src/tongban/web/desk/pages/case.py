"""/desk/cases/<id>: everything an officer needs to act on one case, on one page."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tongban.agencies.api import AgencyView, agencies
from tongban.bundles.api import bundle_of_case
from tongban.cases.api import (
    Approver,
    CaseRow,
    CaseView,
    DeliveryWay,
    LateCause,
    case,
    case_alerts,
    desk_queue,
)
from tongban.catalogue.api import item_by_version
from tongban.facilitation.api import reminders_of_case
from tongban.forms.api import form
from tongban.intermediaries.api import services_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.parcels.api import parcels_of_case
from tongban.payments.api import notice_about
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.acts import ACTS, DEFECT, Act
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.desk.pages.paper import attestable
from tongban.web.desk.pages.payments import may_waive
from tongban.web.desk.pages.systems import referral_shown
from tongban.web.desk.reading import (
    answers_of,
    areas_of,
    cited_articles,
    deliveries_of,
    parties_of,
    receipt_of,
    targets_of,
)
from tongban.web.desk.revocation_acts import GROUNDS
from tongban.web.present.clock import light_of
from tongban.web.present.foreign import steps_with_foreign
from tongban.web.present.relaying import relaying_of
from tongban.web.present.timeline import timeline_of

_QUEUE = Crumb(Text.of("待办", "Queue"), "/desk/")


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act that was refused a moment ago, with everything the officer had typed."""

    act: Act | None = None
    refusal: Refusal | None = None
    typed: QueryDict = field(default_factory=QueryDict)

    @property
    def slug(self) -> str:
        """The act's address, empty when nothing was tried."""
        return self.act.slug if self.act else ""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The refusal first, then each of its problems with a way to its field."""
        return faults_of(self.refusal)


def show(request: HttpRequest, case_id: str) -> HttpResponse:
    """The case as it stands."""
    actor = officer_of(request)
    return page(request, actor, case(actor, case_id), Attempt())


def page(request: HttpRequest, actor: Actor, known: CaseView, attempt: Attempt) -> HttpResponse:
    """The page, with the refused act open when there was one."""
    item = item_by_version(known.item_version_id)
    shape = form(item.form_code) if item.form_code else None
    asked, member = notice_about(actor, known.id), bundle_of_case(actor, known.id)
    context = {
        "nav": navigation(request, actor),
        "path": (_QUEUE, Crumb(known.number)),
        "case": known,
        "member": member,
        "intermediaries": bool(services_of(known.item_code)),
        "areas": areas_of(known),
        "deliveries": deliveries_of(actor, known),
        "reminders": reminders_of_case(actor, known.id)[:3] if member else (),
        "item": item,
        "light": light_of(known.state, known.clock, timezone.now()),
        "steps": timeline_of(known.state, steps_with_foreign(actor, known)),
        "parties": parties_of(known),
        "sections": answers_of(shape, known),
        "receipt": receipt_of(known.receipt, known.unheard),
        "acts": tuple(act for act in ACTS if act.verb in known.available),
        "attempt": attempt,
        "heads": tuple(Approver),
        "ways": tuple(DeliveryWay),
        "causes": tuple(LateCause),
        "grounds": GROUNDS,
        "others": _others(known),
        "attestable": attestable(actor, known),
        "alerts": case_alerts(actor, known.id),
        "notice": asked,
        "parcels": parcels_of_case(actor, known.id),
        "may_waive": may_waive(actor, asked),
        "targets": targets_of(shape, item, known, attempt.typed, DEFECT),
        "articles": cited_articles(item, attempt.typed.getlist("articles")),
        "next_row": _next(actor, known),
        **referral_shown(actor, known),
        **relaying_of(actor, known),
    }
    return render(request, "desk/case.html", context)


def _others(known: CaseView) -> tuple[AgencyView, ...]:
    """Agencies to which a step may go: all but the one that handles the case."""
    if known.flow is None:
        return ()
    return tuple(one for one in agencies() if one.code != known.agency_code)


def _next(actor: Actor, known: CaseView) -> CaseRow | None:
    """The first task of the queue that is not this one, for a clerk who works through it."""
    rows = desk_queue(actor, state=None, cursor=None).items
    return next((row for row in rows if row.id != known.id and not row.claimed_by_other), None)
