"""What every form carries: the idempotency token 幂等令牌, the version shown, what was typed."""

from __future__ import annotations

import re

from django.http import HttpRequest, QueryDict

from tongban.kernel.ids import new_id

TOKEN_FIELD = "once"  # noqa: S105 (a field name, not a secret)
KEPT = "kept."
"""Prefix of hidden fields that carry what was typed through the sign-in door."""
_TOKEN = re.compile(r"once_[0-9a-hjkmnp-tv-z]{26}")


def new_token() -> str:
    """A fresh token, made when a form is shown and sent back with it."""
    return new_id("once")


def token_of(request: HttpRequest) -> str:
    """The token the posted form carries; a fresh one when it is missing or malformed."""
    sent = request.POST.get(TOKEN_FIELD, "")
    return sent if _TOKEN.fullmatch(sent) else new_token()


def version_of(posted: QueryDict) -> int:
    """The version the page showed; 0, which no case, request or order has, when it is garbled."""
    given = posted.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def typed_of(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Every posted pair except the tokens Django adds: what the person typed, to be kept."""
    return tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    )


def kept_of(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The typed pairs a sign-in form carries, without their prefix."""
    return tuple(
        (name.removeprefix(KEPT), value)
        for name, values in request.POST.lists()
        if name.startswith(KEPT)
        for value in values
    )
