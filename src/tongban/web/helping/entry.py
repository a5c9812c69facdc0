"""Who may come to the helpers' pages, and the frame around them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from tongban.assistance.api import HelperView, my_appointment
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.shell import NavEntry, nav_of

DUTIES = Text.of("帮办待办", "Errands")
_ENTRIES = (
    (DUTIES, "/helping"),
    (Text.of("登记请求", "Note a request"), "/helping/new"),
    (Text.of("办事大厅", "Public pages"), "/"),
)


def helper_at(request: HttpRequest) -> tuple[Actor, HelperView]:
    """The helper on this phone. Refuses SignInNeeded, NotAHelper."""
    actor = require_actor(request)
    return actor, my_appointment(actor, timezone.now())


def navigation(request: HttpRequest) -> tuple[NavEntry, ...]:
    """The helpers' own navigation."""
    return nav_of(_ENTRIES, request.path)
