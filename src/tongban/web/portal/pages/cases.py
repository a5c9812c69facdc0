"""/cases and /cases/<id>: my cases, one case, its corrections, what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.bundles.api import bundle_of_case, my_bundle_cases
from tongban.cases.api import (
    CaseView,
    ask_for_hearing,
    ask_for_review,
    case,
    make_statement,
    my_cases,
    supply_correction,
    withdraw_case,
)
from tongban.certificates.api import CertificateNotFound, CertificateView, certificate
from tongban.feedback.api import invitation_for_case
from tongban.intermediaries.api import commissions_of_case, services_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.laws.api import articles
from tongban.parcels.api import parcels_of_case
from tongban.payments.api import notice_about
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.correction import defect_lines, read_correction
from tongban.web.portal.lists import case_line, mood_of
from tongban.web.portal.pages.parcels import may_ask
from tongban.web.portal.promising import promise_beside
from tongban.web.portal.supplying import files_asked
from tongban.web.present.clock import light_of
from tongban.web.present.foreign import steps_with_foreign
from tongban.web.present.receipt import facts_of
from tongban.web.present.relaying import relaying_of
from tongban.web.present.silence import unheard_sources
from tongban.web.present.timeline import timeline_of


def listed(request: HttpRequest) -> HttpResponse:
    """My cases, newest first."""
    actor = require_actor(request)
    page = my_cases(actor, request.GET.get("after") or None)
    now = timezone.now()
    context = {
        "bundle_cases": () if request.GET.get("after") else my_bundle_cases(actor),
        "lines": [case_line(row, now) for row in page.items],
        "next_url": f"/cases?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": "/cases" if request.GET.get("after") else "",
        "path": (Crumb(gettext("My cases")),),
    }
    return render(request, "portal/cases.html", context)


def show(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case: where it stands, its clock, what is asked of me, what came of it."""
    actor = require_actor(request)
    return page(request, actor, case(actor, case_id))


def page(
    request: HttpRequest,
    actor: Actor,
    known: CaseView,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a case, with what was wrong in what was just sent."""
    context = {**_context(actor, known), "faults": faults}
    return render(request, "portal/case.html", context, status=status)


def result(request: HttpRequest, case_id: str) -> HttpResponse:
    """Right after submitting: the instant decision explained, or what happens next."""
    actor = require_actor(request)
    return render(request, "portal/result.html", _context(actor, case(actor, case_id)))


def supply(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: hand in what the officer asked for, all of it at once."""
    actor = require_actor(request)
    known = case(actor, case_id)
    given = read_correction(request, known, actor)
    try:
        if given.problems:
            raise given.refusal
        supply_correction(
            actor=actor,
            case_id=known.id,
            answers=given.answers,
            material_blobs=given.blobs,
            expected_version=given.expected_version,
            now=timezone.now(),
        )
    except Refusal as refused:
        if not refused.problems:
            raise
        wrong = given.faults(refused.problems)
        return page(request, actor, known, wrong, refused.kind.value)
    return see_other(f"/cases/{case_id}")


def ask_review(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: ask for a person to look at what rules decided."""
    actor = require_actor(request)
    ask_for_review(
        actor=actor,
        case_id=case_id,
        expected_version=version_of(request.POST),
        reason=request.POST.get("doubt", "").strip()[:2000],
        now=timezone.now(),
    )
    return see_other(f"/cases/{case_id}")


def ask_hearing(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: ask for the hearing one was told of."""
    actor = require_actor(request)
    version = version_of(request.POST)
    ask_for_hearing(actor=actor, case_id=case_id, expected_version=version, now=timezone.now())
    return see_other(f"/cases/{case_id}")


def state_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: state one's case before a decision is revoked 陈述申辩."""
    actor = require_actor(request)
    make_statement(
        actor=actor,
        case_id=case_id,
        expected_version=version_of(request.POST),
        statement=request.POST.get("statement", "").strip()[:2000],
        now=timezone.now(),
    )
    return see_other(f"/cases/{case_id}")


def withdraw(request: HttpRequest, case_id: str) -> HttpResponse:
    """POST: take an application back."""
    actor = require_actor(request)
    version = version_of(request.POST)
    withdraw_case(actor=actor, case_id=case_id, expected_version=version, now=timezone.now())
    return see_other(f"/cases/{case_id}")


def _readable(actor: Actor, ids: Iterable[str]) -> list[CertificateView]:
    """The certificates of whom the actor acts for; a firm the case founded holds its own."""
    found = []
    for one in ids:
        try:
            found.append(certificate(actor, one))
        except CertificateNotFound:
            continue
    return found


def _context(actor: Actor, known: CaseView) -> dict[str, object]:
    certificates = _readable(actor, known.certificate_ids)
    reasons = known.receipt.reasons if known.receipt else ()
    refs = [reason.article for reason in reasons if reason.article]
    refs += [defect.article for defect in known.defects if defect.article]
    refs += [span.article for span in known.clock.spans if span.article]
    parcels = parcels_of_case(actor, known.id)
    intermediaries, now = services_of(known.item_code), timezone.now()
    return {
        "intermediaries": intermediaries,
        "commissions": commissions_of_case(actor, known.id, now) if intermediaries else (),
        "case": known,
        "parcels": parcels,
        "may_post": may_ask(known, parcels),
        "demo_courier": settings.DEMO,
        "member": bundle_of_case(actor, known.id),
        "mood": mood_of(known.state),
        "light": light_of(known.state, known.clock, timezone.now()),
        "steps": timeline_of(known.state, steps_with_foreign(actor, known)),
        "law": {str(ref): view for ref, view in articles(refs).items()},
        "certificates": certificates,
        "held_by_firm": len(certificates) < len(known.certificate_ids),
        "invitation": invitation_for_case(actor, known.id) if known.state.closed else None,
        "facts": facts_of(known.receipt, known.unheard) if known.receipt else (),
        "unheard": unheard_sources(known.unheard),
        "notice": notice_about(actor, known.id),
        **promise_beside(actor, known.id),
        **relaying_of(actor, known),
        "defects": defect_lines(known, actor) if known.defects else (),
        "awaited": files_asked(known, actor, known.awaited) if known.awaited else (),
        "faults": (),
        "path": (Crumb(gettext("My cases"), "/cases"), Crumb(known.title)),
    }
