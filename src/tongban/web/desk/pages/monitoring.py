"""/desk/monitoring: how the clocks stand, what was warned of, orders and their answers 电子监察."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tongban.cases.api import Light, LightCount
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.monitoring.api import (
    Axis,
    Cause,
    Level,
    MoveView,
    OrderNotFound,
    OrderRow,
    OrderState,
    OrderView,
    Total,
    answer_order,
    judge_answer,
    lights,
    may_issue,
    may_monitor,
    order,
    orders,
    totals,
    warnings,
)
from tongban.web.design.parts import Bar, Fault
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.desk.gaps import faults_of
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.naming import (
    agency_name,
    article_title,
    item_title,
    line_names,
    place_name,
)

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN)
_COLOURS = (
    (Light.GREEN, Text.of("绿灯：时间充裕", "Green: time is left")),
    (Light.YELLOW, Text.of("黄灯：快到期", "Yellow: nearly due")),
    (Light.RED, Text.of("红灯：已超期", "Red: overdue")),
    (Light.PAUSED, Text.of("停表", "Clock stopped")),
    (Light.NONE, Text.of("还没受理", "Not yet accepted")),
)
_NO_ITEM = Text.of("机关整体", "The agency as such")
_MOODS = {Level.REMINDER: "plain", Level.YELLOW: "care", Level.RED: "bad"}


@dataclass(frozen=True, slots=True)
class Line:
    """An order or a warning with its codes in words."""

    row: object
    item: Text
    agency: Text
    mood: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with its name and the list behind it."""

    total: Total
    name: Text
    url: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A move with who made it in words."""

    move: MoveView
    by: Text | None


def board(request: HttpRequest) -> HttpResponse:
    """Lights, sums by line and by region, the newest warnings."""
    actor, now = _officer(request), timezone.now()
    counts = lights(actor, now)
    by_line, by_region = totals(actor, Axis.LINE, now), totals(actor, Axis.REGION, now)
    context = {
        "nav": navigation(request, actor),
        "chart": [Bar(words, n, str(n)) for words, n in _by_colour(counts)],
        "lights": _by_line(counts),
        "colours": [words for _, words in _COLOURS],
        "sums": (
            (gettext("By line"), _sums(by_line, "line", line_names())),
            (
                gettext("By region"),
                _sums(by_region, "region", {each.key: place_name(each.key) for each in by_region}),
            ),
        ),
        "all_orders": sum(each.orders for each in by_line),
        "warned": [
            Line(each, item_title(each.item_code), agency_name(each.agency_code),
                 _MOODS[each.level])
            for each in warnings(actor)
        ],
    }  # fmt: skip
    return render(request, "desk/monitoring.html", context)


def listing(request: HttpRequest) -> HttpResponse:
    """Orders, the next due first; of one line, region or state."""
    actor, now = _officer(request), timezone.now()
    asked = {key: request.GET.get(key, "")[:40] for key in ("line", "region", "state")}
    states = {each.value: each for each in OrderState}
    page = orders(
        actor,
        line=asked["line"],
        region=asked["region"],
        state=states.get(asked["state"]),
        cursor=request.GET.get("after"),
        now=now,
    )
    own = "/desk/monitoring/orders?" + urlencode(asked)
    context = {
        "nav": navigation(request, actor),
        "rows": [_line(row) for row in page.items],
        "may_issue": may_issue(actor),
        "narrowed": _narrowed(asked),
        "next_url": f"{own}&{urlencode({'after': page.next_cursor})}" if page.next_cursor else "",
        "first_url": own if request.GET.get("after") else "",
    }
    return render(request, "desk/orders.html", context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, order_id: str) -> HttpResponse:
    """One order; by POST its answer, or what its overseer says to it."""
    actor = _officer(request)
    view = order(actor, order_id, timezone.now())
    if request.method == "GET":
        return _show(request, actor, view)
    try:
        said = _move(request, actor, order_id)
    except Refusal as refusal:
        if refusal.kind in _ELSEWHERE:
            raise
        return _show(request, actor, view, faults_of(refusal))
    if said is None:
        chosen = Fault(Text.of("请选择一项。", "Choose one of the options."))
        return _show(request, actor, view, (chosen,))
    messages.success(request, said)
    return see_other(f"/desk/monitoring/orders/{order_id}")


def _move(request: HttpRequest, actor: Actor, order_id: str) -> str | None:
    told = request.POST
    words, step = told.get("words", ""), told.get("step", "")
    version = version_of(told)
    now = timezone.now()
    if step == "answer":
        cause = {each.value: each for each in Cause}.get(told.get("cause", ""))
        if cause is None:
            return None
        answer_order(
            actor=actor, order_id=order_id, expected_version=version, cause=cause, words=words,
            now=now,
        )  # fmt: skip
        return gettext("Answered. The overseeing body judges it.")
    if step not in ("accept", "send-back"):
        return None
    accepted = step == "accept"
    judge_answer(
        actor=actor, order_id=order_id, expected_version=version, accepted=accepted, words=words,
        now=now,
    )  # fmt: skip
    return gettext("Accepted; the order is closed.") if accepted else gettext("Sent back.")


def _show(
    request: HttpRequest, actor: Actor, view: OrderView, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    context = {
        "nav": navigation(request, actor),
        "faults": faults,
        "words": request.POST.get("words", ""),
        "cause": request.POST.get("cause", ""),
        "view": view,
        "line": _line(view.row),
        "article": article_title(view.article),
        "overseer": agency_name(view.overseer) if view.overseer else None,
        "moves": [Moved(each, agency_name(each.by) if each.by else None) for each in view.moves],
        "causes": list(Cause),
        "handles": view.row.agency_code in actor.agencies,
    }
    return render(request, "desk/order.html", context, status=422 if faults else 200)


def _officer(request: HttpRequest) -> Actor:
    actor = officer_of(request)
    if not may_monitor(actor):
        raise OrderNotFound
    return actor


def _line(row: OrderRow) -> Line:
    item = item_title(row.item_code) if row.item_code else _NO_ITEM
    return Line(row, item, agency_name(row.agency_code), _MOODS[row.level])


def _by_colour(counts: Iterable[LightCount]) -> list[tuple[Text, int]]:
    tally: Counter[Light] = Counter()
    for each in counts:
        tally[each.light] += each.count
    return [(words, tally[light]) for light, words in _COLOURS]


def _by_line(counts: Iterable[LightCount]) -> list[tuple[Text, list[int]]]:
    tally: Counter[tuple[str, Light]] = Counter()
    for each in counts:
        tally[each.line, each.light] += each.count
    names = line_names()
    return [
        (names.get(line, Text.of(line)), [tally[line, light] for light, _ in _COLOURS])
        for line in sorted({line for line, _ in tally})
    ]


def _sums(found: tuple[Total, ...], key: str, names: Mapping[str, Text]) -> list[Sum]:
    return [
        Sum(
            each,
            names.get(each.key, Text.of(each.key)),
            f"/desk/monitoring/orders?{urlencode({key: each.key})}",
        )
        for each in found
    ]


def _narrowed(asked: Mapping[str, str]) -> list[Text]:
    found = []
    if asked["line"]:
        found.append(line_names().get(asked["line"], Text.of(asked["line"])))
    if asked["region"]:
        found.append(place_name(asked["region"]))
    return found
