"""Inspections by lot, open to everybody: whom the lots chose, and all it takes to draw again."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from tongban.supervision.api import DrawView, latest_draws, one_draw
from tongban.web.api.schemas.oversight import DrawOut
from tongban.web.plumbing.acting import actor_of

router = Router(tags=["oversight"])


@router.get("/draws", response=list[DrawOut], summary="The newest 50 draws")
def draws(request: HttpRequest) -> tuple[DrawView, ...]:
    """With their findings as far as they are published."""
    return latest_draws(actor_of(request))


@router.get("/draws/{draw_id}", response=DrawOut, summary="One draw, to draw again")
def one(request: HttpRequest, draw_id: str) -> DrawView:
    """Lists, root, seed and lots: `tongban oversight replay` reads this answer from a file."""
    return one_draw(actor_of(request), draw_id)
