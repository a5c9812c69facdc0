"""/desk/: the tasks an officer may take, those due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.cases.api import CaseRow, CaseState, Light, desk_queue
from tongban.kernel.text import Text
from tongban.web.design import parts
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.present.clock import light_for

_STATES = (
    CaseState.SUBMITTED, CaseState.CORRECTING, CaseState.ACCEPTED, CaseState.PAUSED,
    CaseState.AWAITING_PAYMENT,
)  # fmt: skip
_LIGHTS = {
    Light.RED: Text.of("已超期", "Late"),
    Light.YELLOW: Text.of("即将到期", "Due soon"),
    Light.GREEN: Text.of("正常", "On time"),
    Light.PAUSED: Text.of("停表", "Clock stopped"),
}
_ALL = Text.of("全部", "All")


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice above the list; ``here`` when it is the present one."""

    label: Text
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the queue as drawn."""

    row: CaseRow
    light: parts.Light

    @property
    def claimable(self) -> bool:
        """Whether nobody has taken it yet."""
        return not (self.row.claimed_by_me or self.row.claimed_by_other or self.row.state.closed)


def show(request: HttpRequest) -> HttpResponse:
    """The queue of the officer's own agency and region, filtered by state and light."""
    actor = officer_of(request)
    state = {one.name.lower(): one for one in _STATES}.get(request.GET.get("state", ""))
    light = {one.value: one for one in _LIGHTS}.get(request.GET.get("light", ""))
    cursor = request.GET.get("cursor") or None
    page = desk_queue(actor, state=state, light=light, cursor=cursor)
    now = timezone.now()
    kept = {name: request.GET[name] for name in ("state", "light") if request.GET.get(name)}
    context = {
        "nav": navigation(request, actor),
        "posts": actor.posts,
        "lines": [line_of(row, now) for row in page.items],
        "total": page.total,
        "states": _filters("state", kept, {one.name.lower(): one.label for one in _STATES}),
        "lights": _filters("light", kept, {one.value: label for one, label in _LIGHTS.items()}),
        "next_url": _address({**kept, "cursor": page.next_cursor}) if page.next_cursor else "",
        "first_url": _address(kept) if cursor else "",
    }
    return render(request, "desk/queue.html", context)


def line_of(row: CaseRow, now: datetime) -> Line:
    """A case as the desk's lists draw it."""
    return Line(row, light_for(row.state, row.light, row.due_at, now))


def _filters(name: str, kept: dict[str, str], labels: dict[str, Text]) -> list[Filter]:
    others = {key: value for key, value in kept.items() if key != name}
    now = kept.get(name)
    every = Filter(_ALL, _address(others), now not in labels)
    return [
        every,
        *(
            Filter(label, _address({**others, name: value}), now == value)
            for value, label in labels.items()
        ),
    ]


def _address(query: dict[str, str]) -> str:
    return "/desk/" + ("?" + urlencode(query) if query else "")
