"""Reading relays: one, that of a case, those of a desk; and the steps of several places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from tongban.agencies.api import agency
from tongban.cases.api import CaseView
from tongban.catalogue.api import published_item
from tongban.identity.api import subject
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.calendar import Span
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many
from tongban.parcels.api import ParcelState
from tongban.places.api import PlaceNotFound, place
from tongban.relays import policies
from tongban.relays.domain.duty_log import DutyLog, End, HandOver, Passed
from tongban.relays.domain.standing import RelayState, ReturnWay, standing_of
from tongban.relays.models import Relay, RelayEntry
from tongban.relays.passing import RESULT, SIGNATURE
from tongban.relays.published import current_offers, relay_offer
from tongban.relays.refusals import RelayNotFound
from tongban.relays.views import (
    AmendedView,
    DeskRelays,
    DutyView,
    HandOverView,
    JointDuty,
    PassedView,
    RelayView,
)
from tongban.relays.writing import log_of, stored

_DESK = Actor.system("relays")
_SHOWN = 50
_NAMES = {
    SIGNATURE: Text.of("申请人签名页", "The applicant's signed page"),
    RESULT: Text.of("办理结果", "The result"),
}
_OPEN_TO = {
    RelayState.UNDER_WAY: ("confirm_receipt", "send_back"),
    RelayState.CAME_BACK: ("send_again",),
    RelayState.WITH_HOME: ("send_result",),
    RelayState.RESULT_UNDER_WAY: ("confirm_result",),
    RelayState.RESULT_HERE: ("hand_out",),
    RelayState.ENDED: (),
}


def relay(actor: Actor, relay_id: str, now: datetime) -> RelayView:
    """One relay with its duty log, late or not as of ``now``. For the person and both ends.

    Refuses RelayNotFound.
    """
    row = Relay.objects.filter(id=relay_id).order_by("id").first()
    if row is None or not policies.may_see(actor, row):
        raise RelayNotFound
    return relay_view(actor, row, now)


def relay_of_case(actor: Actor, case_id: str, now: datetime) -> RelayView | None:
    """The relay of a case; None when it was not handed in elsewhere, or not for this reader."""
    row = Relay.objects.filter(case_id=case_id).order_by("id").first()
    return relay_view(actor, row, now) if row and policies.may_see(actor, row) else None


def relay_of_sitting(clerk: Actor, case_id: str, now: datetime) -> RelayView:
    """What a sitting that is over was collected as. Refuses RelayNotFound."""
    found = relay_of_case(clerk, case_id, now)
    if found is None:
        raise RelayNotFound
    return found


def desk_relays(actor: Actor, now: datetime) -> DeskRelays:
    """What the officer's posts have, the oldest first, 50 of each; what is done newest first."""
    if actor.kind is not ActorKind.OFFICER:
        return DeskRelays((), (), ())
    agencies = sorted(actor.agencies)
    running = Relay.objects.filter(ended_at=None).order_by("collected_at", "id")
    collected = running.filter(collector_agency__in=agencies)[:_SHOWN]
    arriving = running.filter(home_agency__in=agencies)[:_SHOWN]
    over = Relay.objects.filter(ended_at__isnull=False, collector_agency__in=agencies)
    return DeskRelays(
        _seen(actor, collected, "collect", now),
        _seen(actor, arriving, "confirm_receipt", now),
        _seen(actor, over.order_by("-ended_at", "id")[:_SHOWN], "collect", now),
    )


def collectable_items(actor: Actor) -> tuple[tuple[str, Text], ...]:
    """Services this clerk's windows collect for elsewhere: code and name, by name."""
    found = []
    for offer in current_offers():
        try:
            item = published_item(offer.item_code)
        except Refusal:
            continue  # withdrawn since
        if policies.collecting_post(actor, offer, item) is not None:
            found.append((item.code, item.title))
    return tuple(sorted(found, key=lambda one: one[1].zh))


def takes_part(actor: Actor) -> bool:
    """Whether the officer is at one of the ends: collects, or decides what is collected."""
    if actor.kind is not ActorKind.OFFICER:
        return False
    collected = [one.item_code for one in current_offers() if one.collecting is not None]
    return bool(collectable_items(actor)) or any(_decides(actor, code) for code in collected)


def _decides(actor: Actor, item_code: str) -> bool:
    try:
        return published_item(item_code).agency_code in actor.agencies
    except Refusal:
        return False


def joint_duties(known: CaseView) -> tuple[JointDuty, ...]:
    """The steps of a case that bodies of several places take; empty for any other case.

    The reader of the case is the reader of these. Source: 国办发〔2020〕35号 (多地联办).
    """
    offer = relay_offer(known.item_code)
    if offer is None or not offer.joint or known.flow is None:
        return ()
    where: dict[str, list[str]] = {}
    for one in offer.joint:
        where.setdefault(one.step, []).append(one.region)
    return tuple(
        JointDuty(
            name=step.name,
            bodies=step.agencies,
            regions=tuple(where.get(step.code, [known.region])),
            open=step.open,
            done=step.done,
            spoken=step.spoken,
        )
        for step in known.flow.steps
    )


def relay_view(actor: Actor, row: Relay, now: datetime) -> RelayView:
    """A row as this reader may see it."""
    rows = stored(row)
    log = log_of(rows)
    item = published_item(row.item_code)
    names = {one.code: one.name for one in item.materials} | _NAMES
    waiting = log.waiting
    state = standing_of(log)
    person = subject(_DESK, row.subject_id)
    mine = actor.acts_for == row.subject_id and actor.kind is not ActorKind.OFFICER
    first = log.hand_overs[0].passed if log.hand_overs else ()
    return RelayView(
        id=row.id,
        number=row.number,
        case_id=row.case_id,
        case_number=row.case_number,
        item_code=row.item_code,
        title=item.title,
        applicant=person.name if mine else person.masked_name,
        state=state,
        holder=log.holder,
        return_way=ReturnWay(row.return_way),
        collector=agency(row.collector_agency).name,
        place=_place_name(row.place_code),
        home=agency(row.home_agency).name,
        transit=Span.parse(row.transit),
        collected_at=row.collected_at,
        ended_at=log.ended_at,
        collected=_passed(first, names),
        amended=tuple(_amended(log, names)),
        duties=_duties(row, log),
        hand_overs=tuple(_hand_over(row, one, rows, names, now) for one in log.hand_overs),
        due_at=waiting.due_at if waiting else None,
        late=waiting is not None and waiting.is_late(now),
        available=_available(actor, row, state),
        sitting_id=row.sitting_id if policies.post_for(actor, "collect", row) else "",
    )


def _available(actor: Actor, row: Relay, state: RelayState) -> tuple[str, ...]:
    verbs = tuple(verb for verb in _OPEN_TO[state] if policies.post_for(actor, verb, row))
    electronic = ReturnWay(row.return_way) is ReturnWay.ELECTRONIC
    return () if electronic and verbs == ("send_result",) else verbs


def _duties(row: Relay, log: DutyLog) -> tuple[DutyView, ...]:
    return tuple(DutyView(one.end, _body(row, one.end), one.since, one.until) for one in log.duties)


def _amended(log: DutyLog, names: dict[str, Text]) -> Iterable[AmendedView]:
    """Of each later sending of the collecting end, what the one before it had not."""
    sent = [one for one in log.hand_overs if one.sender is End.COLLECTOR]
    for before, over in pairwise(sent):
        fresh = [one for one in over.passed if one not in before.passed]
        if fresh:
            yield AmendedView(over.leg, over.sent_at, _passed(fresh, names))


def _hand_over(
    row: Relay, over: HandOver, rows: Iterable[RelayEntry], names: dict[str, Text], now: datetime
) -> HandOverView:
    lines = [one for one in rows if one.leg == over.leg]
    sealed = [bytes(one.sealed) for one in lines if one.sealed is not None]
    words = unseal_many([(row.subject_id, one) for one in sealed])
    by_courier = next((one for one in lines if one.courier), None)
    return HandOverView(
        leg=over.leg,
        sender=_body(row, over.sender),
        receiver=_body(row, over.sender.other),
        sent_at=over.sent_at,
        due_at=over.due_at,
        answered_at=over.answered_at,
        taken=over.taken,
        late=over.is_late(now),
        passed=_passed(over.passed, names),
        words=tuple(one.decode() for one in words if one is not None),
        waybill=by_courier.waybill if by_courier else "",
        way=ParcelState(by_courier.way) if by_courier and by_courier.way else None,
    )


def _body(row: Relay, end: End) -> Text:
    return agency(row.home_agency if end is End.HOME else row.collector_agency).name


def _passed(passed: Iterable[Passed], names: dict[str, Text]) -> tuple[PassedView, ...]:
    return tuple(PassedView(names.get(one.code, Text.of(one.code)), one.sha256) for one in passed)


def _seen(actor: Actor, rows: Iterable[Relay], verb: str, now: datetime) -> tuple[RelayView, ...]:
    return tuple(relay_view(actor, row, now) for row in rows if policies.post_for(actor, verb, row))


def _place_name(code: str) -> Text:
    try:
        return place(code).name
    except PlaceNotFound:
        return Text.of(code)
