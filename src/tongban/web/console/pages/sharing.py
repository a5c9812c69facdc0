"""/console/sharing: the catalogue of data resources 政务数据目录, its versions, and the nodes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    NodeView,
    ResourceView,
    SharingType,
    may_oversee,
    nodes,
    one_sided_looks,
    resource_history,
    resources,
)
from tongban.kernel.actor import Duty
from tongban.kernel.text import Text
from tongban.web.console.entry import navigation, steward_of
from tongban.web.design.parts import Crumb, Mood
from tongban.web.present.naming import agency_name, article_title, element_names

_HOME = "/console/sharing"
_MOODS = {
    SharingType.UNCONDITIONAL: Mood.GOOD,
    SharingType.CONDITIONAL: Mood.PLAIN,
    SharingType.REFUSED: Mood.BAD,
}


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource, or one version of it, as drawn."""

    view: ResourceView
    provider: Text
    fields: tuple[Text, ...]
    mood: str
    basis: Text | None

    @property
    def url(self) -> str:
        """Where its versions are; the slash of its code would be one of the address."""
        return f"{_HOME}/{self.view.code.replace('/', '-')}"


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node as drawn."""

    view: NodeView
    agency: Text


def show(request: HttpRequest) -> HttpResponse:
    """Every resource; for who oversees also every node and what reconciliation found."""
    actor = steward_of(request)
    overseer = may_oversee(actor)
    context = {
        "nav": navigation(request),
        "lines": [_line(each) for each in resources()],
        "overseer": overseer,
        "operator": actor.has_duty(Duty.OPERATOR),
        "nodes": [NodeLine(each, agency_name(each.agency_code)) for each in nodes(actor)]
        if overseer
        else [],
        "one_sided": one_sided_looks(actor, timezone.now()) if overseer else 0,
    }
    return render(request, "console/sharing.html", context)


def history(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of one resource, newest first."""
    steward_of(request)
    versions = resource_history(code.replace("-", "/"))
    if not versions:
        raise Http404
    context = {
        "nav": navigation(request),
        "lines": [_line(each) for each in versions],
        "name": versions[0].name,
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(versions[0].name)),
    }
    return render(request, "console/resource.html", context)


def _line(view: ResourceView) -> ResourceLine:
    return ResourceLine(
        view=view,
        provider=agency_name(view.provider_code),
        fields=tuple(element_names(view.fields).values()),
        mood=_MOODS[view.sharing].value,
        basis=article_title(view.basis) if view.basis else None,
    )
