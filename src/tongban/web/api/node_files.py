"""/exchange/: what nodes fetch and send; a node proves itself, no session is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tongban.exchange.api import (
    PolicyKind,
    pinned_keys,
    policy_for,
    polling_node,
    take_evidence,
    take_subjects,
)
from tongban.web.api.limits import RequestTooLarge
from tongban_wire.evidence import MOST_PAGE_BYTES
from tongban_wire.subjects import MOST_BYTES as MOST_SUBJECT_BYTES

_SCHEME = "Tongban "
_LONGEST_PROOF = 2_000
_POLL_AFTER_S = 2
_FRESH = {"Cache-Control": "no-store"}


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """``{"snapshot", "heartbeat", "poll_after_s"}`` for the node that signed ``Authorization``.

    ``?sequence=`` is the number of the policy it has. Answered at once: a node that asks again
    after ``poll_after_s`` has a revocation within five seconds.
    """
    proof = request.headers.get("Authorization", "")[:_LONGEST_PROOF]
    now = timezone.now()
    node = polling_node(proof.removeprefix(_SCHEME), now)
    seen = request.GET.get("sequence", "")
    has = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 17 else 0
    answer = policy_for(node, seen=has, now=now)
    fresh = answer.kind is PolicyKind.SNAPSHOT
    said = {
        "snapshot": answer.text if fresh else None,
        "heartbeat": None if fresh else answer.text,
        "poll_after_s": _POLL_AFTER_S,
    }
    return JsonResponse(said, headers=_FRESH)


@csrf_exempt
@require_POST
def evidence(request: HttpRequest) -> HttpResponse:
    """``{"size"}``: how many leaves of the node's log are here, after this page of it."""
    page = request.read(MOST_PAGE_BYTES + 1)
    if len(page) > MOST_PAGE_BYTES:
        raise RequestTooLarge
    return JsonResponse({"size": take_evidence(page=page, now=timezone.now())}, headers=_FRESH)


@csrf_exempt
@require_POST
def subjects(request: HttpRequest) -> HttpResponse:
    """``{"kept"}``: how many tokens of other platforms are known now by whom they are about."""
    text = request.read(2 * MOST_SUBJECT_BYTES + 1)
    if len(text) > 2 * MOST_SUBJECT_BYTES:
        raise RequestTooLarge
    kept = take_subjects(text=text.decode("ascii", "replace"), now=timezone.now())
    return JsonResponse({"kept": kept}, headers=_FRESH)


@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """The keys that sign policy and case tokens, for nodes to pin: hex of each public key."""
    said = {"keys": [{"key_id": key.key_id, "spki": key.spki.hex()} for key in pinned_keys()]}
    return JsonResponse(said, headers={"Cache-Control": "no-cache"})


urlpatterns: list[URLPattern] = [
    path("policy", policy, name="node-policy"),
    path("evidence", evidence, name="node-evidence"),
    path("subjects", subjects, name="node-subjects"),
    path("keys", keys, name="node-keys"),
]
