"""Reading warnings and orders, as far as the reader's posts reach; red cards for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from tongban.cases.api import LightCount, light_counts
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.codes.division import region_prefix
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text
from tongban.monitoring.domain.orders import Cause, Move, OrderState, is_late
from tongban.monitoring.domain.rules import Axis, Level
from tongban.monitoring.models import AgencyWarning, Order, OrderMove
from tongban.monitoring.policies import (
    answering_post,
    judging_post,
    reaches,
    reaches_order,
)
from tongban.monitoring.published_rules import rule_version
from tongban.monitoring.refusals import OrderNotFound
from tongban.monitoring.views import (
    MoveView,
    OrderRow,
    OrderView,
    RedCards,
    Total,
    WarningRow,
)

_PAGE = 20
_PUBLIC_DAYS = 365
BY_HAND = Text.of("人工督办", "Ordered by hand")


def lights(actor: Actor, now: datetime) -> tuple[LightCount, ...]:
    """Open cases by line, region and colour, as far as the actor's posts reach."""
    return light_counts(actor, reaches(actor), now)


def totals(actor: Actor, by: Axis, now: datetime) -> tuple[Total, ...]:
    """Orders by line 条 or by region 块, as far as the actor reaches; the sums of both agree."""
    column = "line" if by is Axis.LINE else "region"
    late = Q(state=OrderState.OPEN.value, due_at__lt=now)
    rows = (
        _orders(actor)
        .values_list(column)
        .annotate(
            orders=Count("id"),
            open=Count("id", filter=~Q(state=OrderState.CLOSED.value)),
            late=Count("id", filter=late),
            red=Count("id", filter=Q(level=Level.RED.value)),
        )
        .order_by(column)
    )
    return tuple(Total(*row) for row in rows)


def orders(
    actor: Actor,
    *,
    line: str = "",
    region: str = "",
    state: OrderState | None = None,
    cursor: str | None = None,
    size: int = _PAGE,
    now: datetime,
) -> Page[OrderRow]:
    """Orders the actor may read, by when the answer is due; of one line, region or state if given.

    ``region`` is exact: the rows are those a total counts.
    """
    rows = _orders(actor)
    rows = rows.filter(line=line) if line else rows
    rows = rows.filter(region=region) if region else rows
    rows = rows.filter(state=state.value) if state else rows
    after = _read_cursor(cursor)
    if after is not None:
        at, order_id = after
        rows = rows.filter(Q(due_at__gt=at) | Q(due_at=at, id__gt=order_id))
    size = min(max(size, 1), MAX_PAGE_SIZE)
    found = list(rows.select_related("warning").order_by("due_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    more = f"{last.due_at.isoformat()}~{last.id}" if last else None
    return Page(tuple(_row(each, now) for each in found[:size]), more)


def order(actor: Actor, order_id: str, now: datetime) -> OrderView:
    """One order with all its moves. Refuses OrderNotFound, also where the actor does not reach."""
    row = Order.objects.select_related("warning").filter(id=order_id).order_by("id").first()
    if row is None or not reaches_order(actor, row):
        raise OrderNotFound
    state, about = OrderState(row.state), _about(row)
    return OrderView(
        row=_row(row, now),
        article=about.article,
        todo=Text.from_mapping(row.todo),
        overseer=row.overseer,
        case_id=about.case_id,
        issued_at=row.issued_at,
        occurred_at=about.occurred_at,
        by_hand=row.warning is None,
        moves=tuple(map(_move, OrderMove.objects.filter(order=row).order_by("seq"))),
        may_answer=state is OrderState.OPEN and answering_post(actor, row) is not None,
        may_judge=state is OrderState.ANSWERED and judging_post(actor, row) is not None,
        version=row.version,
    )


def warnings(actor: Actor, size: int = _PAGE) -> tuple[WarningRow, ...]:
    """The newest warnings as far as the actor reaches; at most 100."""
    rows = AgencyWarning.objects.filter(_within(actor)).select_related("order")
    newest = rows.order_by("-raised_at", "-id")[: min(size, MAX_PAGE_SIZE)]
    return tuple(map(_warning, newest))


def red_cards(now: datetime) -> tuple[RedCards, ...]:
    """Red cards of the last 365 days by agency with the causes given; for everybody.

    Source: 优化营商环境条例 36 (reasons of lateness are published).
    """
    since = now - timedelta(days=_PUBLIC_DAYS)
    rows = (
        Order.objects.filter(level=Level.RED.value, issued_at__gte=since)
        .values_list("agency", "cause")
        .annotate(Count("id"))
        .order_by("agency", "cause")
    )
    counted: Mapping[str, dict[Cause | None, int]] = defaultdict(dict)
    for agency, cause, number in rows:
        counted[agency][Cause(cause) if cause else None] = number
    cards = (
        RedCards(agency, sum(causes.values()), tuple(causes.items()))
        for agency, causes in counted.items()
    )
    return tuple(sorted(cards, key=lambda each: (-each.count, each.agency_code)))


def _orders(actor: Actor) -> QuerySet[Order]:
    return Order.objects.filter(_within(actor))


def _within(actor: Actor) -> Q:
    found = Q(pk__in=())
    for reach in reaches(actor):
        one = Q(region__startswith=region_prefix(reach.region))
        one &= Q(agency=reach.agency) if reach.agency else Q()
        one &= Q(line=reach.line) if reach.line else Q()
        found |= one
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What an order is about, said by its warning or, issued by hand, by itself."""

    name: Text
    article: ArticleRef
    case_id: str
    case_number: str
    item_code: str
    occurred_at: datetime


def _about(row: Order) -> _About:
    found = row.warning
    if found is None:
        basis = ArticleRef.parse(row.article)
        return _About(BY_HAND, basis, row.case_id, row.case_number, row.item_code, row.issued_at)
    rule = rule_version(found.rule_code, found.rule_version)
    return _About(
        rule.name,
        rule.article,
        found.about if found.case_number else "",
        found.case_number,
        found.item_code,
        found.occurred_at,
    )


def _row(row: Order, now: datetime) -> OrderRow:
    state, about = OrderState(row.state), _about(row)
    return OrderRow(
        id=row.id,
        rule=about.name,
        level=Level(row.level),
        state=state,
        case_number=about.case_number,
        item_code=about.item_code,
        agency_code=row.agency,
        line=row.line,
        region=row.region,
        due_at=row.due_at,
        late=is_late(state, row.due_at, now),
    )


def _move(row: OrderMove) -> MoveView:
    cause = Cause(row.cause) if row.cause else None
    return MoveView(row.at, Move(row.move), row.agency, cause, row.words)


def _warning(row: AgencyWarning) -> WarningRow:
    rule = rule_version(row.rule_code, row.rule_version)
    issued = getattr(row, "order", None)
    return WarningRow(
        id=row.id,
        rule=rule.name,
        article=rule.article,
        level=Level(row.level),
        case_id=row.about if row.case_number else "",
        case_number=row.case_number,
        item_code=row.item_code,
        agency_code=row.agency,
        line=row.line,
        region=row.region,
        occurred_at=row.occurred_at,
        order_id=issued.id if issued else "",
    )


def _read_cursor(cursor: str | None) -> tuple[datetime, str] | None:
    """A cursor that cannot be read starts the list anew: it is only a place in a list."""
    stamp, _, order_id = (cursor or "").partition("~")
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (at, order_id) if at.tzinfo is not None else None
