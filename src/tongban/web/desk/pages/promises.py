"""/desk/promises: promises to check afterwards, and objections to credit records 事后核查."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.commitments.api import (
    FINDINGS,
    CreditView,
    PromiseNotFound,
    answer_objection,
    check_promise,
    look_at_credit,
    may_check,
    objections_waiting,
    promise,
    promises_to_check,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.desk.entry import PROMISES, navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import item_title

_HOME = "/desk/promises"
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_TYPED = ("finding", "words")
_CHOOSE = Fault(Text.of("请选择一项结论。", "Choose what was found."))


def listed(request: HttpRequest) -> HttpResponse:
    """What waits for this officer."""
    return _list(request, checker_of(request))


def show(request: HttpRequest, promise_id: str) -> HttpResponse:
    """One promise; a POST records what the check found."""
    actor = checker_of(request)
    if request.method != "POST":
        return _one(request, actor, promise_id)
    found = next((one for one in FINDINGS if one.value == request.POST.get("finding")), None)
    if found is None:
        return _one(request, actor, promise_id, (_CHOOSE,))
    try:
        check_promise(
            actor=actor,
            promise_id=promise_id,
            finding=found,
            words=request.POST.get("words", "").strip()[:2000],
            now=timezone.now(),
        )
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _one(request, actor, promise_id, faults_of(refusal))
    messages.success(request, gettext("Recorded; the holder reads it."))
    return see_other(f"{_HOME}/{promise_id}")


def credit(request: HttpRequest, promise_id: str) -> HttpResponse:
    """POST: look at the holder's credit records; the look is kept."""
    actor = checker_of(request)
    seen = look_at_credit(actor=actor, promise_id=promise_id, now=timezone.now())
    return _one(request, actor, promise_id, records=seen)


def objection(request: HttpRequest, record_id: str) -> HttpResponse:
    """POST: answer an objection."""
    actor = checker_of(request)
    verdict = request.POST.get("verdict", "")
    if verdict not in ("right", "wrong"):
        return _list(request, actor, (_CHOOSE,), record_id)
    try:
        answer_objection(
            actor=actor,
            record_id=record_id,
            right=verdict == "right",
            words=request.POST.get("words", "").strip()[:2000],
            now=timezone.now(),
        )
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _list(request, actor, faults_of(refusal), record_id)
    messages.success(request, gettext("Answered."))
    return see_other(_HOME)


def checker_of(request: HttpRequest) -> Actor:
    """The officer, who checks promises. Refuses: SignInNeeded, OfficersOnly, PromiseNotFound."""
    actor = officer_of(request)
    if not may_check(actor):
        raise PromiseNotFound
    return actor


def _list(
    request: HttpRequest, actor: Actor, faults: tuple[Fault, ...] = (), about: str = ""
) -> HttpResponse:
    now = timezone.now()
    context = {
        "nav": navigation(request, actor),
        "rows": [(item_title(row.item_code), row) for row in promises_to_check(actor, now)],
        "objections": objections_waiting(actor, now),
        "faults": faults,
        "about": about,
        "typed": {name: request.POST.get(name, "") for name in _TYPED},
    }
    return render(request, "desk/promises.html", context, status=422 if faults else 200)


def _one(
    request: HttpRequest,
    actor: Actor,
    promise_id: str,
    faults: tuple[Fault, ...] = (),
    records: tuple[CreditView, ...] | None = None,
) -> HttpResponse:
    known = promise(actor, promise_id, timezone.now())
    context = {
        "nav": navigation(request, actor),
        "path": (Crumb(PROMISES, _HOME), Crumb(known.case_number)),
        "name": item_title(known.item_code),
        "promise": known,
        "records": records,
        "faults": faults,
        "typed": {name: request.POST.get(name, "") for name in _TYPED},
    }
    return render(request, "desk/promise.html", context, status=422 if faults else 200)
