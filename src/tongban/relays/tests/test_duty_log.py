"""The duty log: one end at every moment, whatever order entries come in, twice or never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tongban.relays.domain.duty_log import DutyLog, End, Entry, EntryKind, Passed, duty_log
from tongban.relays.domain.standing import RelayState, standing_of

BEGUN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSED = (Passed("plan", "ab" * 32),)


def at(minutes: int) -> datetime:
    return BEGUN + timedelta(minutes=minutes)


def told(answers: list[bool], waits: list[int], *, ended: bool) -> tuple[list[Entry], list[End]]:
    """What happened, every hand-over answered (taken or sent back); who had it after each."""
    entries = [Entry(EntryKind.COLLECTED, End.COLLECTOR, BEGUN)]
    holder, holders, clock = End.COLLECTOR, [End.COLLECTOR], 0
    for leg, taken in enumerate(answers, start=1):
        clock += waits[2 * leg - 2]
        entries.append(Entry(EntryKind.SENT, holder, at(clock), leg, PASSED, at(clock + 5)))
        clock += waits[2 * leg - 1]
        kind = EntryKind.TAKEN if taken else EntryKind.SENT_BACK
        entries.append(Entry(kind, holder.other, at(clock), leg))
        if taken:
            holder = holder.other
            holders.append(holder)
    if ended:
        entries.append(Entry(EntryKind.ENDED, holder, at(clock + 3)))
    return entries, holders


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Entry], list[End], bool]:
    answers = draw(st.lists(st.booleans(), max_size=6))
    waits = draw(st.lists(st.integers(0, 90), min_size=14, max_size=14))
    ended = draw(st.booleans())
    return *told(answers, waits, ended=ended), ended


def without_gap(log: DutyLog) -> None:
    for before, after in zip(log.duties, log.duties[1:], strict=False):
        assert before.until == after.since, "no gap and no overlap"
        assert before.end is not after.end
    assert all(one.since <= one.until for one in log.duties if one.until)
    assert (log.duties[-1].until is None) == (log.ended_at is None)


@given(histories(), st.data())
def test_any_order_and_any_repeats_tell_the_same(history, data):
    entries, holders, ended = history
    later = [
        Entry(one.kind, one.end, one.at + timedelta(minutes=7), one.leg, one.passed, one.due_at)
        for one in data.draw(st.lists(st.sampled_from(entries), max_size=8))
    ]
    log = duty_log(data.draw(st.permutations(entries + later)))
    assert log == duty_log(entries)
    without_gap(log)
    assert [one.end for one in log.duties] == holders
    assert log.holder is (None if ended else holders[-1])


@given(histories(), st.data())
def test_whatever_is_lost_one_end_is_responsible_at_every_moment(history, data):
    entries, _, _ = history
    kept = [one for one in entries[1:] if not data.draw(st.booleans())]
    log = duty_log([*data.draw(st.permutations(kept)), entries[0]])
    without_gap(log)
    assert log.duties[0].since == BEGUN
    for minute in range(0, 600, 17):
        on_duty = [
            one for one in log.duties
            if one.since <= at(minute) and (one.until is None or at(minute) < one.until)
        ]  # fmt: skip
        over = log.ended_at is not None and at(minute) >= log.ended_at
        assert len(on_duty) == (0 if over else 1)


@given(histories())
def test_what_is_not_confirmed_stays_with_who_sent_it(history):
    entries, holders, _ = history
    answers = [one for one in entries if one.kind is EntryKind.TAKEN]
    for lost in answers:
        heard = [one for one in entries if one is not lost and one.kind is not EntryKind.ENDED]
        log = duty_log(heard)
        assert log.holder is lost.end.other
        assert log.waiting is not None
        assert log.waiting.leg == lost.leg
        assert len(log.duties) <= len(holders)


def test_a_confirmation_by_the_sender_itself_confirms_nothing():
    begun = Entry(EntryKind.COLLECTED, End.COLLECTOR, at(0))
    sent = Entry(EntryKind.SENT, End.COLLECTOR, at(1), 1)
    own = Entry(EntryKind.TAKEN, End.COLLECTOR, at(2), 1)
    log = duty_log([begun, sent, own])
    assert (log.holder, standing_of(log)) == (End.COLLECTOR, RelayState.UNDER_WAY)
    forged = Entry(EntryKind.SENT, End.HOME, at(1), 1)
    assert not duty_log([begun, forged]).hand_overs, "who does not have it hands nothing over"


def test_a_clock_that_runs_behind_makes_no_gap():
    begun = Entry(EntryKind.COLLECTED, End.COLLECTOR, at(10))
    sent = Entry(EntryKind.SENT, End.COLLECTOR, at(10), 1, due_at=at(20))
    taken = Entry(EntryKind.TAKEN, End.HOME, at(3), 1)
    log = duty_log([begun, sent, taken])
    assert log.hand_overs[0].answered_at == at(10)
    assert not log.hand_overs[0].is_late(at(99))
    waiting = duty_log([begun, sent]).hand_overs[0]
    assert (waiting.is_late(at(20)), waiting.is_late(at(21))) == (False, True)
