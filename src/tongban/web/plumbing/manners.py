"""How pages behave on the terminal of a place 终端模式."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.web.plumbing.acting import ACCOUNT_KEY
from tongban.web.plumbing.terminals import terminal_of

IDLE_S = 300
_PAGE_KEY = "terminal-page"


class TerminalManners:
    """On a terminal: no page is kept, and the session of whoever signed in ends by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Elsewhere nothing changes."""
        place = terminal_of(request)
        if not place:
            return self._get_response(request)
        if request.session.get(ACCOUNT_KEY):
            request.session.set_expiry(IDLE_S)
            request.session[_PAGE_KEY] = timezone.now().isoformat(timespec="seconds")
        response = self._get_response(request)
        response["Cache-Control"] = "no-store"
        front = f"/places/{place}/kiosk"
        if request.path != front and response.headers.get("Content-Type", "").startswith(
            "text/html"
        ):
            response.headers.setdefault("Refresh", f"{IDLE_S}; url={front}")
        return response
