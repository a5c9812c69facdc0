"""Language and text size, kept in two plain cookies; works without JavaScript or a session."""

from __future__ import annotations

from enum import Enum

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tongban.web.plumbing.places import local_path

SIZE_COOKIE = "tongban_size"
_YEAR_S = 365 * 24 * 3600


class Size(Enum):
    """Reading size: the usual one, or the big-text version 长辈版 (大字版)."""

    USUAL = "usual"
    LARGE = "large"


def size_of(request: HttpRequest) -> Size:
    """The visitor's reading size; anything unknown means the usual one."""
    return Size.LARGE if request.COOKIES.get(SIZE_COOKIE) == Size.LARGE.value else Size.USUAL


def remember(request: HttpRequest) -> HttpResponse:
    """POST /preferences: keep ``language`` and ``size`` where given, go back to ``next``."""
    response = HttpResponseRedirect(local_path(request.POST.get("next")))
    response.status_code = 303
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, str(language))
    size = request.POST.get("size")
    if size in {known.value for known in Size}:
        _keep(response, SIZE_COOKIE, str(size))
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR_S, httponly=True, samesite="Lax")
