"""What can happen to a case on the way to a hearing 听证. Facts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class HearingOffered(Event):
    """告知听证权利: the applicant, or whom it concerns, is told that they may ask for one (47)."""


@dataclass(frozen=True, slots=True)
class HearingAsked(Event):
    """申请听证: within five working days of being told (47)."""


@dataclass(frozen=True, slots=True)
class HearingAnnounced(Event):
    """通知听证: day, time and place, seven working days ahead (48); the place is sealed."""

    on: date


@dataclass(frozen=True, slots=True)
class HearingHeld(Event):
    """举行听证: in public unless a secret or privacy forbids it; the minutes are sealed (48)."""

    public: bool
