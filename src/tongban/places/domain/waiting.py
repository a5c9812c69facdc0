"""How long one will wait, and by what the figure is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from statistics import median

LEAST_SERVED = 3


class WaitBasis(Enum):
    """By what an estimated wait is known."""

    MEASURED = "places.measured-today"
    PLANNED = "places.planned"


@dataclass(frozen=True, slots=True)
class Wait:
    """An estimated waiting time 预计等候: whole minutes, rounded up.

    MEASURED: the median of the ``samples`` services ended today in this line. PLANNED: fewer than
    three have ended, so the minutes the place planned for one service.
    """

    ahead: int
    minutes: int
    basis: WaitBasis
    samples: int


def estimate_wait(
    ahead: int, services: Sequence[timedelta], planned_minutes: int, windows: int
) -> Wait:
    """The wait of somebody with ``ahead`` numbers before them, at ``windows`` windows (or 1)."""
    measured = len(services) >= LEAST_SERVED
    seconds = [service.total_seconds() for service in services]
    each_s = median(seconds) if measured else planned_minutes * 60
    minutes = math.ceil(math.ceil(ahead / max(1, windows)) * each_s / 60)
    return Wait(
        ahead, minutes, WaitBasis.MEASURED if measured else WaitBasis.PLANNED, len(services)
    )
