"""What a step of theirs may do to our case: do it, it is so already, or a person must look."""

from __future__ import annotations

from enum import Enum

from tongban.connectors.domain.definition import Move


class Standing(Enum):
    """Where our case stands, as far as a step of theirs cares."""

    RECEIVED = "received"
    CORRECTING = "correcting"
    HANDLED = "handled"
    APPROVED = "approved"
    DENIED = "denied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def closed(self) -> bool:
        """Whether our case is over."""
        return self not in (Standing.RECEIVED, Standing.CORRECTING, Standing.HANDLED)


class Verdict(Enum):
    """What to do with a step."""

    DO = "done"
    ALREADY = "already"
    CONFLICT = "conflict"


_DO = {
    Move.ACCEPT: Standing.RECEIVED,
    Move.CORRECT: Standing.RECEIVED,
    Move.REFUSE: Standing.RECEIVED,
    Move.OPINION: Standing.HANDLED,
    Move.STEP: Standing.HANDLED,
    Move.APPROVE: Standing.HANDLED,
    Move.DENY: Standing.HANDLED,
}
_ALREADY = {
    (Move.ACCEPT, Standing.HANDLED),
    (Move.REFUSE, Standing.REFUSED),
    (Move.APPROVE, Standing.APPROVED),
    (Move.DENY, Standing.DENIED),
}


def judge(move: Move, standing: Standing) -> Verdict:
    """A note is always taken. Whatever contradicts where our case stands is a conflict:
    they decided what the applicant withdrew, or what was decided here otherwise."""
    if move is Move.NOTE or _DO[move] is standing:
        return Verdict.DO
    return Verdict.ALREADY if (move, standing) in _ALREADY else Verdict.CONFLICT
