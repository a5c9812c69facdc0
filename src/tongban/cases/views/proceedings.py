"""How far a hearing and a revocation have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class HearingView:
    """A hearing 听证 as far as it has come.

    ``ask_by`` until when it may be asked for once told of; ``hold_by`` until when it must be held
    once asked for.
    """

    told_at: datetime | None
    ask_by: datetime | None
    asked_at: datetime | None
    hold_by: datetime | None
    planned_on: date | None
    held_on: date | None


@dataclass(frozen=True, slots=True)
class RevocationView:
    """A revocation 撤销 as far as it has come: ground, who bears the loss, until when to speak.

    ``heard`` says whether the holder was heard or let ``state_by`` pass.
    """

    ground: str
    label: Text
    reliance: Text
    proposed_at: datetime
    state_by: datetime
    stated_at: datetime | None
    heard: bool
    revoked_at: datetime | None
