"""The queue of one line on one day: who is called next, by a rule that is published.

1. Who comes first by rule (elders of 70 and over, disabled, pregnant, with a baby) is called before
   who comes by appointment, and these before everybody else; within a group by the order of taking.
2. After two such calls in a row somebody without preference is called when one waits, so that
   nobody waits for ever.
3. Who was called and not there is passed over 过号; coming back the same day they wait until three
   others have been called, then come next. After the second time the number is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

PREFERRED_IN_A_ROW = 2
CALLS_TO_SIT_OUT = 3
RETURNS = 1


class Group(Enum):
    """The three groups of the rule; nobody is asked to prove or to name their reason."""

    FIRST = "places.first-by-rule"
    BOOKED = "places.by-appointment"
    OTHERS = "places.without-preference"

    @property
    def rank(self) -> int:
        """0 is called before 1."""
        return tuple(Group).index(self)


class Standing(Enum):
    """Where a number stands."""

    WAITING = "places.waiting"
    CALLED = "places.called"
    SERVED = "places.served"
    SKIPPED = "places.skipped"
    LEFT = "places.left"

    @property
    def over(self) -> bool:
        """Whether nothing can happen to the number any more."""
        return self in (Standing.SERVED, Standing.LEFT)


@dataclass(frozen=True, slots=True)
class Number:
    """A number 排队号: its place in the order of taking, from 1.

    ``not_before`` is the count of calls of the line from which a returned number may be called.
    """

    number: int
    group: Group
    standing: Standing = Standing.WAITING
    window: str = ""
    called_at: datetime | None = None
    ended_at: datetime | None = None
    returns: int = 0
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """All numbers of a line today. ``calls`` counts calls, ``in_a_row`` the preferred ones since
    somebody without preference was called."""

    numbers: tuple[Number, ...] = ()
    calls: int = 0
    in_a_row: int = 0

    def find(self, number: int) -> Number | None:
        """The number, or None."""
        return next((one for one in self.numbers if one.number == number), None)

    def take(self, group: Group) -> tuple[Queue, Number]:
        """A new number at the end of the order."""
        last = max((one.number for one in self.numbers), default=0)
        taken = Number(last + 1, group)
        return replace(self, numbers=(*self.numbers, taken)), taken

    def order(self) -> tuple[Number, ...]:
        """Everybody who waits, in the order of calling if nobody else came."""
        found = []
        waiting = tuple(one for one in self.numbers if one.standing is Standing.WAITING)
        ahead = replace(self, numbers=waiting)
        while (called := ahead.next_number()) is not None:
            found.append(called)
            ahead = ahead._with_call(called)
        return tuple(found)

    def next_number(self) -> Number | None:
        """Whom the rule calls next; None when nobody waits."""
        waiting = [one for one in self.numbers if one.standing is Standing.WAITING]
        back = [one for one in waiting if one.returns and one.not_before <= self.calls]
        if back:
            return min(back, key=lambda one: (one.not_before, one.number))
        fresh = [one for one in waiting if not one.returns]
        if not fresh:
            return min(waiting, key=lambda one: (one.not_before, one.number), default=None)
        others = [one for one in fresh if one.group is Group.OTHERS]
        if others and self.in_a_row >= PREFERRED_IN_A_ROW:
            return _earliest(others)
        return _earliest(fresh)

    def call(self, window: str, now: datetime) -> tuple[Queue, Number | None]:
        """The next number called to a window; None when nobody waits."""
        chosen = self.next_number()
        if chosen is None:
            return self, None
        called = replace(chosen, standing=Standing.CALLED, window=window, called_at=now)
        return self._with_call(chosen)._put(called), called

    def finish(self, number: int, now: datetime) -> Queue:
        """A called number was served."""
        return self._move(number, Standing.CALLED, standing=Standing.SERVED, ended_at=now)

    def skip(self, number: int, now: datetime) -> Queue:
        """A called number was not there; after the last return it is over."""
        known = self._at(number, Standing.CALLED)
        end = Standing.SKIPPED if known.returns < RETURNS else Standing.LEFT
        return self._put(replace(known, standing=end, ended_at=now))

    def come_back(self, number: int) -> Queue:
        """A skipped number waits again, after three other calls."""
        known = self._at(number, Standing.SKIPPED)
        return self._put(
            replace(
                known,
                standing=Standing.WAITING,
                window="",
                called_at=None,
                ended_at=None,
                returns=known.returns + 1,
                not_before=self.calls + CALLS_TO_SIT_OUT,
            )
        )

    def leave(self, number: int, now: datetime) -> Queue:
        """Somebody who waits gives the number back."""
        return self._move(number, Standing.WAITING, standing=Standing.LEFT, ended_at=now)

    def serving_at(self, window: str) -> Number | None:
        """The number called to a window and not yet ended."""
        return next(
            (
                one
                for one in self.numbers
                if one.standing is Standing.CALLED and one.window == window
            ),
            None,
        )

    def _with_call(self, called: Number) -> Queue:
        row = self.in_a_row
        if not called.returns:
            row = 0 if called.group is Group.OTHERS else row + 1
        gone = replace(called, standing=Standing.CALLED)
        return replace(self._put(gone), calls=self.calls + 1, in_a_row=row)

    def _move(self, number: int, being: Standing, **changes: object) -> Queue:
        return self._put(replace(self._at(number, being), **changes))  # type: ignore[arg-type]

    def _at(self, number: int, being: Standing) -> Number:
        known = self.find(number)
        if known is None or known.standing is not being:
            raise ValueError(f"Number {number} is not {being.name.lower()}")
        return known

    def _put(self, changed: Number) -> Queue:
        numbers = (changed if one.number == changed.number else one for one in self.numbers)
        return replace(self, numbers=tuple(numbers))


def _earliest(numbers: Iterable[Number]) -> Number:
    return min(numbers, key=lambda one: (one.group.rank, one.number))
