"""/console/flows: each flow drawn, its versions, its soundness, and moving running cases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.api import (
    MigrationView,
    drawing_of,
    flow,
    flow_faults,
    flow_history,
    flow_version,
    flows,
    migrate_cases,
    preview_migration,
    to_bpmn,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.web.console.entry import navigation, steward_of
from tongban.web.console.faults import faults_of
from tongban.web.console.flow_picture import agencies_of, moves_of, picture_of
from tongban.web.plumbing.sessions import see_other


def listing(request: HttpRequest) -> HttpResponse:
    """Every published flow in its newest version."""
    steward_of(request)
    return render(request, "console/flows.html", {"nav": navigation(request), "flows": flows()})


def show(request: HttpRequest, code: str, version: int = 0) -> HttpResponse:
    """One version of a flow (the newest when none is named): drawing, table, versions."""
    steward_of(request)
    shown = flow_version(code, version) if version else flow(code)
    history = flow_history(code)
    context = {
        "nav": navigation(request),
        "flow": shown,
        "picture": picture_of(drawing_of(shown)),
        "steps": [(node, agencies_of(node)) for node in shown.nodes],
        "faults": flow_faults(shown),
        "history": history,
        "newest": history[0].version,
    }
    return render(request, "console/flow.html", context)


def bpmn(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version as BPMN 2.0 with its diagram, for any viewer."""
    steward_of(request)
    document = to_bpmn(flow_version(code, version))
    answer = HttpResponse(document, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-{version}.bpmn"'
    return answer


def migrate(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """The map from one version to another: looked at with GET, carried out with POST."""
    actor = steward_of(request)
    before, after = flow_version(code, old), flow_version(code, new)
    given = request.POST if request.method == "POST" else request.GET
    moves = moves_of(before, after, given)
    mapping = {line.node.code: line.chosen for line in moves if line.chosen}
    refusal = None
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "").strip()[:500]
            moved = _carry_out(actor, code, old, new, mapping, reason)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("%(moved)s cases moved.") % {"moved": moved.able})
            return see_other(f"/console/flows/{code}/{old}-{new}")
    context = {
        "nav": navigation(request),
        "flow": after,
        "old": old,
        "new": new,
        "moves": moves,
        "preview": preview_migration(actor, code, old, new, mapping),
        "faults": faults_of(refusal),
    }
    status = refusal.kind.value if refusal else 200
    return render(request, "console/migration.html", context, status=status)


def _carry_out(
    actor: Actor, code: str, old: int, new: int, mapping: dict[str, str], reason: str
) -> MigrationView:
    return migrate_cases(
        actor=actor,
        code=code,
        old=old,
        new=new,
        mapping=mapping,
        reason=reason,
        now=timezone.now(),
    )
