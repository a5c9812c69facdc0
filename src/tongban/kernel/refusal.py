"""Refusals: what the platform will not do, said so that a person can act on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from tongban.kernel.text import Text


class RefusalKind(Enum):
    """Who has to move next; ``web`` maps each kind to one HTTP status."""

    INVALID = 422
    SIGN_IN = 401
    NOT_ALLOWED = 403
    NOT_FOUND = 404
    CONFLICT = 409
    GONE = 410
    TOO_LARGE = 413
    TOO_MANY = 429
    UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and how to mend it."""

    where: str
    code: str
    message: Text
    mend: Text


@dataclass(eq=False)
class Refusal(Exception):
    """A request that will not be carried out; nothing was changed.

    Rooms subclass it with a sentence for a name (``DeadlinePassed``) and fill ``code``
    (stable, ``room.what_happened``), ``message`` (what and why) and ``mend`` (what to do next).
    ``problems`` lists every fault at once, never only the first.
    """

    code: str
    message: Text
    mend: Text
    kind: RefusalKind = RefusalKind.INVALID
    problems: Sequence[Problem] = field(default_factory=tuple)

    def __str__(self) -> str:
        return f"{self.code}: {self.message.zh}"

    @property
    def every_problem(self) -> tuple[Problem, ...]:
        """Its problems, or itself as the only one, nowhere in particular: for a list on a page."""
        whole = Problem("", self.code, self.message, self.mend)
        return tuple(self.problems) or (whole,)
