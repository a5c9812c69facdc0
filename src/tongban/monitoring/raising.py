"""The one way a warning comes to be: with its order, its leaf and its outbox row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.calendar import Span, SpanUnit, due_at
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.monitoring import events
from tongban.monitoring.domain.orders import Move, OrderState
from tongban.monitoring.domain.rules import Level, Occasion, Rule
from tongban.monitoring.models import AgencyWarning, Order, OrderMove
from tongban.monitoring.published_rules import overseer_of

PLATFORM = Actor.system("monitoring")


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: about which case or encounter, and whose doing it is."""

    rule: Rule
    occasion: Occasion
    about: str
    case_number: str
    item_code: str
    agency: str
    line: str
    region: str


def raise_warnings(found: Sequence[Found], now: datetime) -> int:
    """Write what is new, each with its order when it is a card; how many were new.

    One transaction each; found again it changes nothing.
    """
    known = _known(found)
    new = [each for each in found if _key(each) not in known]
    return sum(_raise(each, now) for each in new)


def _known(found: Sequence[Found]) -> set[tuple[str, str, str]]:
    rows = AgencyWarning.objects.filter(about__in={each.about for each in found}).order_by("id")
    return set(rows.values_list("about", "rule_code", "occasion"))


def _key(found: Found) -> tuple[str, str, str]:
    return found.about, found.rule.code, found.occasion.key


def _raise(found: Found, now: datetime) -> bool:
    row = AgencyWarning(
        id=new_id("warning"),
        rule_code=found.rule.code,
        rule_version=found.rule.version,
        level=found.rule.level.value,
        about=found.about,
        occasion=found.occasion.key,
        case_number=found.case_number,
        item_code=found.item_code,
        agency=found.agency,
        line=found.line,
        region=found.region,
        occurred_at=found.occasion.at,
        raised_at=now,
    )
    with transaction.atomic():
        AgencyWarning.objects.bulk_create([row], ignore_conflicts=True)
        if not AgencyWarning.objects.filter(id=row.id).exists():
            return False
        facts = {
            "warning": row.id,
            "rule": row.rule_code,
            "version": row.rule_version,
            "level": row.level,
            "about": row.about,
            "agency": row.agency,
        }
        record(kind="monitoring.warned", about=row.about, facts=facts, actor=PLATFORM, now=now)
        publish(event=events.WARNED, aggregate=row.id, payload=facts, now=now)
        if found.rule.level is not Level.REMINDER:
            _issue(row, found.rule, now)
    return True


def _issue(row: AgencyWarning, rule: Rule, now: datetime) -> None:
    order = Order.objects.create(
        id=new_id("order"),
        warning=row,
        level=row.level,
        agency=row.agency,
        line=row.line,
        region=row.region,
        overseer=overseer_of(row.agency, rule.to),
        answer_days=rule.answer_days,
        todo=rule.todo.to_mapping(),
        state=OrderState.OPEN.value,
        issued_at=now,
        due_at=answer_by(rule.answer_days, now),
    )
    write_move(order, Move.ISSUED, actor=PLATFORM, agency=order.overseer, now=now)


def answer_by(days: int, now: datetime) -> datetime:
    """The end of so many working days of the jurisdiction."""
    return due_at(now, Span(days, SpanUnit.WORKING_DAY), calendar())


def write_move(
    order: Order,
    move: Move,
    *,
    actor: Actor,
    now: datetime,
    agency: str,
    post: str = "",
    cause: str = "",
    words: str = "",
) -> None:
    """The move's row, leaf and outbox row, in the caller's transaction. Words stay in the row."""
    seq = OrderMove.objects.filter(order=order).count() + 1
    OrderMove.objects.create(
        order=order, seq=seq, move=move.value, at=now, post=post, agency=agency, cause=cause,
        words=words,
    )  # fmt: skip
    facts = {
        "order": order.id,
        "warning": order.warning_id or "",
        "case": order.case_id,
        "article": order.article,
        "move": move.value,
        "agency": order.agency,
        "overseer": order.overseer,
        "post": post,
        "cause": cause,
    }
    record(kind=f"monitoring.order-{move.value}", about=order.id, facts=facts, actor=actor, now=now)
    publish(event=_EVENTS[move], aggregate=order.id, payload=facts, now=now)


_EVENTS = {
    Move.ISSUED: events.ORDER_ISSUED,
    Move.ANSWERED: events.ORDER_ANSWERED,
    Move.ACCEPTED: events.ORDER_CLOSED,
    Move.SENT_BACK: events.ORDER_SENT_BACK,
    Move.ESCALATED: events.ORDER_ESCALATED,
}


def rules_by_sign(rules: Iterable[Rule], *signs: object) -> tuple[Rule, ...]:
    """The rules that look for one of these signs."""
    return tuple(rule for rule in rules if rule.sign in signs)
