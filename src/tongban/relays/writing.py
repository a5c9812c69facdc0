"""The one way a relay changes: an entry of its log, projection, evidence and outbox together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tongban.jobs.api import publish_recorded
from tongban.kernel.actor import Actor, Post
from tongban.ledger.api import seal
from tongban.relays import events, policies
from tongban.relays.domain.duty_log import DutyLog, End, Entry, EntryKind, Passed, duty_log
from tongban.relays.domain.standing import RelayState, standing_of
from tongban.relays.models import Relay, RelayEntry
from tongban.relays.refusals import NotYourEnd, RelayNotFound, StepNotNow

_TOLD = {
    EntryKind.COLLECTED: events.RELAY_COLLECTED,
    EntryKind.SENT: events.RELAY_SENT,
    EntryKind.TAKEN: events.RELAY_TAKEN,
    EntryKind.SENT_BACK: events.RELAY_SENT_BACK,
    EntryKind.ENDED: events.RELAY_ENDED,
}


@dataclass(frozen=True, slots=True)
class InHand:
    """A relay locked for one verb, with the post under which the officer acts."""

    row: Relay
    post: Post
    log: DutyLog
    state: RelayState


@dataclass(frozen=True, slots=True)
class Line:
    """What an end writes: as in ``Entry``, with words (sealed when stored) and a courier."""

    kind: EntryKind
    end: End
    leg: int = 0
    passed: tuple[Passed, ...] = ()
    due_at: datetime | None = None
    words: str = ""
    courier: str = ""


def take_in_hand(actor: Actor, verb: str, relay_id: str) -> InHand:
    """Lock the relay for a verb; the caller's transaction. Refuses RelayNotFound, NotYourEnd."""
    row = Relay.objects.select_for_update().filter(id=relay_id).order_by("id").first()
    if row is None or not policies.may_see(actor, row):
        raise RelayNotFound
    post = policies.post_for(actor, verb, row)
    if post is None:
        raise NotYourEnd
    log = log_of(stored(row))
    return InHand(row, post, log, standing_of(log))


def need(hand: InHand, *states: RelayState) -> None:
    """Refuses StepNotNow unless the relay is in one of these states."""
    if hand.state not in states:
        raise StepNotNow(hand.state.label)


def enter(
    row: Relay, lines: Sequence[Line], *, actor: Actor, post: Post | None, now: datetime
) -> None:
    """Write lines of the log; in one transaction with leaf and outbox rows."""
    agency = post.agency_code if post else ""
    for line in lines:
        RelayEntry.objects.create(
            relay=row,
            leg=line.leg,
            kind=line.kind.value,
            end=line.end.value,
            at=now,
            due_at=line.due_at,
            agency_code=agency,
            account_id=actor.account_id,
            post_id=post.id if post else None,
            passed=[[one.code, one.sha256] for one in line.passed],
            sealed=seal(row.subject_id, line.words.encode()) if line.words else None,
            courier=line.courier,
        )
    log = log_of(stored(row))
    row.state, row.ended_at = standing_of(log).value, log.ended_at
    row.save(update_fields=["state", "ended_at"])
    for line in lines:
        _tell(row, line, agency, post, actor, now)


def stored(row: Relay) -> list[RelayEntry]:
    """The lines of a relay, oldest first."""
    return list(RelayEntry.objects.filter(relay=row).order_by("at", "leg", "id"))


def log_of(rows: Iterable[RelayEntry]) -> DutyLog:
    """The duty log that follows from stored lines."""
    return duty_log(
        Entry(
            kind=EntryKind(row.kind),
            end=End(row.end),
            at=row.at,
            leg=row.leg,
            passed=tuple(Passed(code, sha256) for code, sha256 in row.passed),
            due_at=row.due_at,
        )
        for row in rows
    )


def _tell(
    row: Relay, line: Line, agency: str, post: Post | None, actor: Actor, now: datetime
) -> None:
    event = _TOLD[line.kind]
    payload = {"relay": row.id, "case": row.case_id, "item": row.item_code, "leg": str(line.leg)}
    facts = {
        **payload,
        "end": line.end.value,
        "agency": agency,
        "post": post.id if post else None,
        "state": row.state,
        "passed": [[one.code, one.sha256] for one in line.passed],
        "courier": line.courier,
    }
    publish_recorded(
        event=event,
        aggregate=row.id,
        payload=payload,
        facts=facts,
        actor=actor,
        subject_id=row.subject_id,
        now=now,
    )
