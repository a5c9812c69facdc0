"""/log/: the evidence log as C2SP tlog-tiles lays it out, for anybody to check."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from tongban.kernel.actor import Actor
from tongban.ledger.api import latest_checkpoint, log_identity, log_tile
from tongban.web.plumbing.acting import actor_of
from tongban.web.plumbing.refusals import UNKNOWN_PAGE, refusal_json

_TEXT = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest published checkpoint, a signed note; 404 before the first."""
    text = latest_checkpoint().text
    if not text:
        return refusal_json(UNKNOWN_PAGE, request)
    return HttpResponse(text, content_type=_TEXT, headers={"Cache-Control": "no-cache"})


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """The keys to verify it with, one a line: the log's own, then its witnesses'."""
    identity = log_identity()
    lines = "".join(f"{key}\n" for key in (identity.key, *identity.witnesses))
    return HttpResponse(lines, content_type=_TEXT, headers={"Cache-Control": "no-cache"})


@require_safe
def tile(request: HttpRequest, place: str) -> HttpResponse:
    """A tile: what a path holds never changes. Entries are for supervisors and operators."""
    is_entries = place.startswith("entries/")
    actor = actor_of(request) if is_entries else Actor.anonymous()
    data = log_tile(actor, f"tile/{place}")
    if data is None:
        return refusal_json(UNKNOWN_PAGE, request)
    kept = "private, no-store" if is_entries else "public, max-age=31536000, immutable"
    headers = {"Cache-Control": kept}
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


urlpatterns: list[URLPattern] = [
    path("checkpoint", checkpoint, name="log-checkpoint"),
    path("keys", keys, name="log-keys"),
    path("tile/<path:place>", tile, name="log-tile"),
]
