"""/console/catalogue: versions waiting for an editor, and one item with its faults and history."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.catalogue.api import (
    ItemView,
    VersionState,
    draft_findings,
    draft_item_view,
    item_diff,
    item_history,
    open_versions,
    publish_item,
    resume_item,
    search_items,
    suspend_item,
)
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.refusal import Refusal
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.console.histories import with_predecessors
from tongban.web.plumbing.sessions import see_other

_OPEN = (VersionState.DRAFT, VersionState.IN_REVIEW)


def listing(request: HttpRequest) -> HttpResponse:
    """Drafts, newest first; with ``?text=`` every item that matches, drafts too."""
    actor = steward_of(request)
    text = request.GET.get("text", "").strip()[:100].replace("\0", "")
    cursor = request.GET.get("cursor") or None
    page = open_versions(actor, cursor=cursor)
    context = {
        "nav": navigation(request),
        "text": text,
        "hits": search_items(actor, text=text, size=50, drafts=True).items if text else (),
        "lines": page.items,
        "next_url": f"/console/catalogue?cursor={page.next_cursor}" if page.next_cursor else "",
        "first_url": "/console/catalogue" if cursor else "",
    }
    return render(request, "console/catalogue.html", context)


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One item: newest version, what the lints say, every version."""
    return _page(request, steward_of(request), code, None)


def compare(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """What changed between two versions, in words."""
    actor = steward_of(request)
    context = {
        "nav": navigation(request),
        "item": draft_item_view(actor, code),
        "diff": item_diff(code, old, new, actor),
    }
    return render(request, "console/item-diff.html", context)


def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Publish, suspend or resume; a refusal is shown in place with every fault."""
    actor = steward_of(request)
    if request.method != "POST":
        return see_other(f"/console/catalogue/{code}")
    try:
        said = _carry_out(actor, code, verb, request.POST.get("reason", "").strip()[:500])
    except Refusal as refusal:
        response = _page(request, actor, code, refusal)
        response.status_code = refusal.kind.value
        return response
    messages.success(request, said)
    return see_other(f"/console/catalogue/{code}")


def _carry_out(actor: Actor, code: str, verb: str, reason: str) -> str:
    now = timezone.now()
    if verb == "publish":
        item = publish_item(actor=actor, item_code=code, now=now)
        return _("Version %(version)s is in use.") % {"version": item.version}
    if verb == "suspend":
        suspend_item(actor=actor, item_code=code, reason=reason, now=now)
        return _("The item is suspended: nobody can apply for it now.")
    if verb == "resume":
        resume_item(actor=actor, item_code=code, reason=reason, now=now)
        return _("The item is in use again.")
    raise Http404


def _page(request: HttpRequest, actor: Actor, code: str, refusal: Refusal | None) -> HttpResponse:
    item = draft_item_view(actor, code)
    history = item_history(code, actor)
    newest_first = sorted(history, key=lambda version: -version.version)
    context = {
        "nav": navigation(request),
        "item": item,
        "findings": draft_findings(actor, code, timezone.now()),
        "history": with_predecessors(newest_first),
        "verbs": _verbs(actor, item),
        "faults": faults_of(refusal),
    }
    return render(request, "console/item.html", context)


def _verbs(actor: Actor, item: ItemView) -> tuple[str, ...]:
    """What the actor may do with the item as it stands; the room judges again."""
    if not actor.has_duty(Duty.CATALOGUE_EDITOR, item.agency_code):
        return ()
    if item.state in _OPEN:
        return ("publish",)
    return {VersionState.PUBLISHED: ("suspend",), VersionState.SUSPENDED: ("resume",)}.get(
        item.state, ()
    )
