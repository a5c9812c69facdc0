"""Which place's terminal this browser is: a signed cookie that a clerk of the place has set."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

_COOKIE = "tongban_terminal"
_SALT = "tongban.web.terminal"
_LIFE_S = 16 * 3_600


def terminal_of(request: HttpRequest) -> str:
    """The code of the place whose terminal this browser is today; empty when it is none."""
    return request.get_signed_cookie(_COOKIE, default="", salt=_SALT, max_age=_LIFE_S) or ""


def make_terminal(request: HttpRequest, response: HttpResponse, place_code: str) -> None:
    """Make this browser a place's terminal for 16 hours."""
    response.set_signed_cookie(
        _COOKIE,
        place_code,
        salt=_SALT,
        max_age=_LIFE_S,
        path="/places/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
