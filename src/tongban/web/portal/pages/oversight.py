"""/oversight: whom lots chose for inspection, how to draw them again, and what was found 一公开."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.kernel.text import Text
from tongban.supervision.api import DrawView, differences, latest_draws, one_draw, published
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.acting import actor_of
from tongban.web.present.naming import agency_name, article_title

_TITLE = Text.of("双随机抽查公示", "Inspections by lot")


@dataclass(frozen=True, slots=True)
class Entry:
    """One draw in words."""

    draw: DrawView
    agency: Text
    article: Text


def listed(request: HttpRequest) -> HttpResponse:
    """The newest draws."""
    draws = [_entry(each) for each in latest_draws(actor_of(request))]
    context = {"path": (Crumb(_TITLE),), "entries": draws}
    return render(request, "portal/oversight.html", context)


def show(request: HttpRequest, draw_id: str) -> HttpResponse:
    """One draw, held again here and now."""
    found = one_draw(actor_of(request), draw_id)
    context = {
        "path": (Crumb(_TITLE, "/oversight"), Crumb(found.plan)),
        "entry": _entry(found),
        "wrong": differences(published(found)) if found.held_at else (),
    }
    return render(request, "portal/draw.html", context)


def _entry(draw: DrawView) -> Entry:
    return Entry(draw, agency_name(draw.supervisor), article_title(draw.article))
