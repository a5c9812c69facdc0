"""Work that repeats: registered while the house is wired, run by the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Tick = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class PeriodicTask:
    """A function the worker calls with the current time, every ``interval_s`` seconds.

    At most one worker runs it at a time, however many are started.
    """

    name: str
    interval_s: float
    tick: Tick


_tasks: dict[str, PeriodicTask] = {}


def periodic(name: str, seconds: float) -> Callable[[Tick], Tick]:
    """Register the decorated function ``(now) -> anything`` to run every ``seconds`` seconds.

    A run that raises is logged and the next one comes at its time. Registering a name again
    replaces it, so that wiring twice is harmless. ValueError when ``seconds`` is not positive.
    """
    if seconds <= 0:
        raise ValueError(f"{name}: the interval must be positive, got {seconds}")

    def register(tick: Tick) -> Tick:
        _tasks[name] = PeriodicTask(name, seconds, tick)
        return tick

    return register


def periodic_tasks() -> tuple[PeriodicTask, ...]:
    """Everything registered, by name."""
    return tuple(_tasks[name] for name in sorted(_tasks))


def forget_periodic(name: str) -> None:
    """Remove a registration; only tests need this."""
    _tasks.pop(name, None)
