"""/desk/seals: the seals an officer keeps, what waits for a second person, and every use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tongban.files.api import read_blob
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.seals.api import (
    SealUseView,
    SealView,
    UseRequestView,
    requests_waiting,
    seal,
    seal_uses,
    seals_kept,
    use_request,
)
from tongban.web.design.parts import Choice, Crumb, Fault
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.plumbing.refusals import not_yours
from tongban.web.present.purposes import purpose_words
from tongban.web.present.seal_lines import possible_changes, standing_words
from tongban.web.present.sealing_form import sealing_fields

SEALS = Crumb(Text.of("用印", "Seals"), "/desk/seals")


@dataclass(frozen=True, slots=True)
class Line:
    """A seal in the list."""

    seal: SealView
    label: Text
    mood: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with what it is for, in words."""

    request: UseRequestView
    purpose: Text


@dataclass(frozen=True, slots=True)
class Used:
    """A use with what it was for, in words."""

    use: SealUseView
    purpose: Text


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act on a seal that was refused a moment ago, with what had been typed."""

    slug: str = ""
    refusal: Refusal | None = None
    typed: QueryDict = field(default_factory=QueryDict)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The refusal first, then each of its problems with a way to its field."""
        return faults_of(self.refusal)


def keeper_of(request: HttpRequest) -> Actor:
    """The officer, whose post must keep seals. Refuses: SignInNeeded, OfficersOnly, NotYours."""
    actor = officer_of(request)
    if not actor.has_duty(Duty.SEAL_KEEPER):
        raise not_yours()
    return actor


def listing(request: HttpRequest) -> HttpResponse:
    """Requests to answer, then the seals."""
    return overview(request, keeper_of(request), Attempt())


def overview(request: HttpRequest, actor: Actor, attempt: Attempt) -> HttpResponse:
    """The page of all seals, with the answer that was refused when there was one."""
    now = timezone.now()
    context = {
        "nav": navigation(request, actor),
        "waiting": [Asked(one, purpose_words(one.purpose)) for one in requests_waiting(actor, now)],
        "lines": [_line(one, local_date(now)) for one in seals_kept(actor)],
        "attempt": attempt,
    }
    return render(request, "desk/seals.html", context)


def show(request: HttpRequest, seal_id: str) -> HttpResponse:
    """One seal: use it, stop it, and its record of uses 用印记录."""
    return page(request, keeper_of(request), seal_id, Attempt())


def page(request: HttpRequest, actor: Actor, seal_id: str, attempt: Attempt) -> HttpResponse:
    """The page, with the refused act open when there was one. Refuses SealNotFound."""
    now = timezone.now()
    known = seal(actor, seal_id, now)
    line = _line(known, local_date(now))
    wanted = {name: request.GET.get(name, "").strip()[:120] for name in ("day", "document")}
    cursor = request.GET.get("cursor") or None
    found = seal_uses(
        actor,
        seal_id,
        now,
        day=_day(wanted["day"]),
        document_id=wanted["document"],
        cursor=cursor,
    )
    kept = {name: value for name, value in wanted.items() if value}
    address = f"/desk/seals/{seal_id}"
    context = {
        "nav": navigation(request, actor),
        "path": (SEALS, Crumb(known.name)),
        "line": line,
        "scope": [(purpose_words(one), known.takes_two(one)) for one in known.scope],
        "fields": sealing_fields(known, request, attempt.faults),
        "usable": line.mood == "good",
        "changes": possible_changes(known),
        "articles": _grounds(known),
        "uses": [Used(one, purpose_words(one.purpose)) for one in found.items],
        "wanted": wanted,
        "next_url": f"{address}?{urlencode(kept | {'cursor': found.next_cursor})}"
        if found.next_cursor
        else "",
        "first_url": f"{address}?{urlencode(kept)}" if cursor else "",
        "attempt": attempt,
    }
    return render(request, "desk/seal.html", context)


def file(request: HttpRequest, request_id: str) -> HttpResponse:
    """The file a request is about, for who approves; sent as a file, never shown inline."""
    actor = keeper_of(request)
    asked = use_request(actor, request_id, timezone.now())
    if not asked.blob_id:
        raise Http404
    response = HttpResponse(
        read_blob(actor, asked.blob_id, granted=True), content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f'attachment; filename="{asked.id}"'
    return response


def _line(known: SealView, today: date) -> Line:
    return Line(known, *standing_words(known, today))


def _grounds(known: SealView) -> tuple[Choice, ...]:
    found = articles(known.articles)
    return tuple(Choice(str(ref), one.label, one.text) for ref, one in found.items())


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
