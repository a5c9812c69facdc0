"""Screens a clerk has set up at a place 终端模式: its terminal, and the rating tablet of a window.

A signed cookie says which screen a browser is. On a terminal whoever signs in is signed out by
itself when five minutes pass without a new page, and nothing of them stays behind.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_TERMINAL, _TABLET = "tongban_terminal", "tongban_tablet"
_SALT = "tongban.web.terminal"
_LIFE_S = 16 * 3_600
_TRACES = ("tongban_size", "messages")


def terminal_of(request: HttpRequest) -> str:
    """The code of the place whose terminal this browser is today; empty when it is none."""
    return request.get_signed_cookie(_TERMINAL, default="", salt=_SALT, max_age=_LIFE_S) or ""


def tablet_of(request: HttpRequest) -> str:
    """The window (``place/window``) whose rating tablet this browser is today; empty when none."""
    return request.get_signed_cookie(_TABLET, default="", salt=_SALT, max_age=_LIFE_S) or ""


def make_terminal(request: HttpRequest, response: HttpResponse, place_code: str) -> None:
    """Make this browser a place's terminal for 16 hours."""
    _set_up(request, response, _TERMINAL, place_code, "/")


def make_tablet(request: HttpRequest, response: HttpResponse, window: str) -> None:
    """Make this browser the rating tablet of a window (``place/window``) for 16 hours."""
    _set_up(request, response, _TABLET, window, "/places/")


def wipe(request: HttpRequest, response: HttpResponse) -> None:
    """Take away what the person before left in this browser: messages, language, size of type."""
    for name in (*_TRACES, settings.LANGUAGE_COOKIE_NAME):
        if name in request.COOKIES:
            response.delete_cookie(name)


def _set_up(
    request: HttpRequest, response: HttpResponse, cookie: str, code: str, path: str
) -> None:
    response.set_signed_cookie(
        cookie,
        code,
        salt=_SALT,
        max_age=_LIFE_S,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
