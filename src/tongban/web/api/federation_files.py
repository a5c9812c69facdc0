"""/federation/: our snapshot, rows members send up, evidence for reconciliation; all is signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tongban.federation.api import current_snapshot, show_evidence, take_rows
from tongban.web.api.limits import RequestTooLarge
from tongban.web.plumbing.refusals import UNKNOWN_PAGE, refusal_json
from tongban_wire.peer_evidence import MOST_ASK_BYTES
from tongban_wire.rows import MOST_BYTES

_TEXT = "text/plain; charset=us-ascii"
_DIGEST = 64


@require_safe
def snapshot(request: HttpRequest) -> HttpResponse:
    """The newest snapshot as text; 304 to who names its digest, 404 before the first.

    Who names the digest of an older one gets only the parts that changed since.
    """
    named = request.headers.get("If-None-Match", "")
    newest = current_snapshot(named.strip('"')[:_DIGEST])
    if newest is None:
        return refusal_json(UNKNOWN_PAGE, request)
    told = {"ETag": f'"{newest.digest}"', "Cache-Control": "no-cache", "Vary": "If-None-Match"}
    if named == told["ETag"]:
        return HttpResponseNotModified(headers=told)
    return HttpResponse(newest.text, content_type=_TEXT, headers=told)


@csrf_exempt
@require_POST
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt for a signed batch of member ``code``; at most 8 MB of text."""
    return _answer(take_rows(code=code, text=_said(request, MOST_BYTES), now=timezone.now()))


@csrf_exempt
@require_POST
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """What a node of ours keeps of messages with one of platform ``code``, which signed the ask."""
    text = _said(request, MOST_ASK_BYTES)
    return _answer(show_evidence(code=code, text=text, now=timezone.now()))


def _said(request: HttpRequest, most: int) -> str:
    """The signed text of at most ``most`` bytes, which base64 makes longer."""
    body = request.read(2 * most + 1)
    if len(body) > 2 * most:
        raise RequestTooLarge
    return body.decode("ascii", "replace")


def _answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=_TEXT, headers={"Cache-Control": "no-store"})


urlpatterns: list[URLPattern] = [
    path("snapshot", snapshot, name="federation-snapshot"),
    path("rows/<slug:code>", rows, name="federation-rows"),
    path("evidence/<slug:code>", evidence, name="federation-evidence"),
]
