"""The other side of the counter: an officer accepts, decides and hands over; people pay."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from tongban.agencies.api import agencies
from tongban.cases.api import (
    CaseState,
    CaseView,
    DeliveryWay,
    accept_case,
    case,
    claim_task,
    decide_case,
    deliver_result,
)
from tongban.catalogue.api import item_by_version
from tongban.forms.api import form
from tongban.jobs.api import worker_ready
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Duty, Post
from tongban.kernel.refusal import Refusal
from tongban.payments.api import (
    CHANNEL,
    NoticeState,
    begin_payment,
    notice_about,
    take_callback,
    twin_pays,
)

Waiting = TypeVar("Waiting")
_HANDLING = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})
_MOST_ACTS = 12
_POSTED_TO = "person.contact.mail_address"
_LOOKS, _PAUSE_S = 80, 0.5


def officer_of_all() -> Actor:
    """Whoever decides is not what these lives are about: one officer of every agency."""
    posts = tuple(
        Post(f"{one.short}-approve", one.code, one.line, one.region, _HANDLING)
        for one in agencies()
    )
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id="subj_demo_ma-xiao",
        account_id="acct_demo_ma-xiao",
        posts=posts,
        assurance=Assurance.L5,
    )


def handle(officer: Actor, known: CaseView, now: datetime) -> bool:
    """Accept, decide and hand over; whether it came to a decision.

    What waits for somebody else, a fee or another agency, stays open.
    """
    try:
        return _decide(officer, known, now).state.closed
    except Refusal:
        return False


def _decide(officer: Actor, known: CaseView, now: datetime) -> CaseView:
    known = case(officer, known.id, now)
    for _ in range(_MOST_ACTS):
        act = next((verb for verb in _VERBS if verb in known.available), None)
        if known.state.closed or act is None:
            break
        known = _act(officer, known, act, now)
    if "deliver_result" in known.available:
        deliver_result(
            actor=officer, case_id=known.id, expected_version=known.version, way=_way(known),
            proof="示例送达", now=now,
        )  # fmt: skip
    return known


_VERBS = ("accept_case", "decide_case", "claim_task")


def _way(known: CaseView) -> DeliveryWay:
    """By post where the form asks for an address; what a window has not posted is fetched there."""
    item = item_by_version(known.item_version_id)
    asked = form(item.form_code).fields if item.form_code else ()
    if any(each.element_id == _POSTED_TO for each in asked):
        return DeliveryWay.POST
    return DeliveryWay.WINDOW if known.channel is Channel.WINDOW else DeliveryWay.ELECTRONIC


def pay(payer: Actor, known: CaseView, now: datetime) -> bool:
    """Pay what the case asks for at the demo channel's cashier; whether anything was due."""
    due = notice_about(payer, known.id)
    if due is None or due.state is not NoticeState.DUE:
        return False
    order = begin_payment(actor=payer, notice_id=due.id, now=now)
    body, signature = twin_pays(order.id, now=now)
    take_callback(channel=CHANNEL, body=body, signature=signature, now=now)
    return True


def handle_paid(officer: Actor, waiting: Iterable[CaseView]) -> int:
    """Go on with what was paid for; how many came to a decision.

    A worker tells the case of its payment. Where none runs, at the very first start, the paid
    cases stay with the officers.
    """
    done = 0

    def settled(one: CaseView, now: datetime) -> bool:
        nonlocal done
        if case(officer, one.id, now).state is CaseState.AWAITING_PAYMENT:
            return False
        done += handle(officer, one, now)
        return True

    while_a_worker_moves(waiting, settled)
    return done


def while_a_worker_moves(
    waiting: Iterable[Waiting], settled: Callable[[Waiting, datetime], bool]
) -> list[Waiting]:
    """Look at each until it is ``settled``, for as long as a worker may move it; what is left.

    Where no worker runs each is looked at once.
    """
    left = list(waiting)
    for look in range(_LOOKS if worker_ready(datetime.now(UTC)) else 1):
        if not left:
            break
        time.sleep(_PAUSE_S if look else 0)
        left = [one for one in left if not settled(one, datetime.now(UTC))]
    return left


def _act(officer: Actor, known: CaseView, verb: str, now: datetime) -> CaseView:
    given: dict[str, Any] = {
        "actor": officer, "case_id": known.id, "expected_version": known.version, "now": now,
    }  # fmt: skip
    if verb == "decide_case":
        cited = item_by_version(known.item_version_id).articles[:1]
        return decide_case(**given, approve=True, opinion="符合条件。", articles=cited)
    return (accept_case if verb == "accept_case" else claim_task)(**given)
