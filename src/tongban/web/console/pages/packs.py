"""/console/packs: what stands published, what a folder would change, and publishing it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.content.api import (
    EntryChange,
    PackReport,
    ReleaseView,
    check_pack,
    current_release,
    diff_pack,
    diff_releases,
    publish_pack,
    release_history,
)
from tongban.kernel.actor import Duty
from tongban.kernel.refusal import Refusal
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.console.folders import pack_folders, pack_path
from tongban.web.console.histories import with_predecessors
from tongban.web.plumbing.sessions import see_other


@dataclass(frozen=True, slots=True)
class Line:
    """One pack of the list."""

    name: str
    release: ReleaseView | None


def listing(request: HttpRequest) -> HttpResponse:
    """Every pack this machine holds."""
    steward_of(request)
    lines = [Line(name, current_release(name)) for name in pack_folders()]
    return render(request, "console/packs.html", {"nav": navigation(request), "lines": lines})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One pack: its releases, and what its folder would change now."""
    steward_of(request)
    return _page(request, name, None)


def publish(request: HttpRequest, name: str) -> HttpResponse:
    """Make the folder the current release; its problems are shown in place."""
    actor = steward_of(request)
    path = _known(name)
    if request.method != "POST":
        return see_other(f"/console/packs/{name}")
    try:
        release = publish_pack(actor=actor, path=path, now=timezone.now())
    except Refusal as refusal:
        response = _page(request, name, refusal)
        response.status_code = refusal.kind.value
        return response
    said = _("Release %(number)s stands published.") % {"number": release.number}
    messages.success(request, said)
    return see_other(f"/console/packs/{name}")


def compare(request: HttpRequest, name: str, old: int, new: int) -> HttpResponse:
    """What changed between two releases."""
    steward_of(request)
    _known(name)
    context = {
        "nav": navigation(request),
        "name": name,
        "old": old,
        "new": new,
        "changes": _by_shelf(diff_releases(name, old, new)),
    }
    return render(request, "console/pack-diff.html", context)


def _page(request: HttpRequest, name: str, refusal: Refusal | None) -> HttpResponse:
    actor = steward_of(request)
    path = _known(name)
    report: PackReport = check_pack(path)
    history = release_history(name)
    context = {
        "nav": navigation(request),
        "name": name,
        "report": report,
        "waiting": _by_shelf(diff_pack(path)),
        "history": with_predecessors(history),
        "may_publish": actor.has_duty(Duty.OPERATOR),
        "faults": faults_of(refusal),
    }
    return render(request, "console/pack.html", context)


def _known(name: str) -> Path:
    path = pack_path(name)
    if path is None:
        raise Http404
    return path


def _by_shelf(changes: tuple[EntryChange, ...]) -> list[tuple[str, list[EntryChange]]]:
    table: dict[str, list[EntryChange]] = {}
    for change in changes:
        table.setdefault(change.shelf, []).append(change)
    return list(table.items())
