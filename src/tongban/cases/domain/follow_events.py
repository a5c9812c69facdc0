"""Events of an acceptance with something still to come 容缺受理."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class FollowPromised(Event):
    """承诺补交: these materials will follow ``until`` then.

    ``handover_waits``: the result may be made before they are there, and is not handed over.
    ``remind_at`` is when the applicant is reminded; None: not at all.
    """

    materials: tuple[str, ...]
    until: datetime
    handover_waits: bool = False
    remind_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowReminded(Event):
    """提醒补交: the applicant was told of the day, and of what follows when nothing comes."""


@dataclass(frozen=True, slots=True)
class MaterialFollowed(Event):
    """补交: some of what was promised has come."""

    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowWaived(Event):
    """免于补交: an officer decides without it, with reasons (sealed, told to the applicant)."""


@dataclass(frozen=True, slots=True)
class FollowLapsed(Event):
    """逾期未补交终止: an officer ends it after the promised day, with reasons told."""
