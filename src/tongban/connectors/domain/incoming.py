"""Steps as they come from the other side: read strictly, put in their order, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongban.connectors.domain.definition import Speech

MOST_WORDS = 1000
MOST_STEPS = 10_000
_BEIJING = ZoneInfo("Asia/Shanghai")


class Unreadable(ValueError):
    """A step that is not as the connector says it should be."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One step of theirs: ``seq`` counts from 1 within an application, ``at`` is in UTC.

    ``typed`` is how many fields their clerks have typed by hand so far.
    """

    number: str
    seq: int
    state: str
    at: datetime
    words: str
    certificate: str
    typed: int


def read_step(told: object, speech: Speech) -> Heard:
    """A step out of their JSON. Raises Unreadable: missing, of another kind, or out of bounds."""
    if not isinstance(told, Mapping):
        raise Unreadable("a step is no object")
    try:
        return Heard(
            number=_text(told, speech, "number", 60),
            seq=_count(told, speech, "seq", 1),
            state=_text(told, speech, "state", 40),
            at=_moment(told, speech),
            words=_text(told, speech, "words", MOST_WORDS),
            certificate=_text(told, speech, "certificate", 100),
            typed=_count(told, speech, "typed", 0),
        )
    except (KeyError, ValueError) as fault:
        raise Unreadable(f"a step is not as agreed: {fault}") from fault


def next_in_order(last_seq: int, waiting: Iterable[int]) -> tuple[int, ...]:
    """Which of the ``waiting`` steps come next without a gap after ``last_seq``.

    However they came, twice or backwards: the run is the same.
    """
    there = set(waiting)
    run = []
    while last_seq + 1 in there:
        last_seq += 1
        run.append(last_seq)
    return tuple(run)


def _text(told: Mapping[str, Any], speech: Speech, name: str, longest: int) -> str:
    value = told[speech.names[name]]
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(f"{name} is no text")
    return str(value).replace("\0", "")[:longest]


def _count(told: Mapping[str, Any], speech: Speech, name: str, least: int) -> int:
    value = told[speech.names[name]]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST_STEPS:
        raise ValueError(f"{name} is no count")
    return value


def _moment(told: Mapping[str, Any], speech: Speech) -> datetime:
    read = datetime.strptime(str(told[speech.names["at"]]), speech.moment)  # noqa: DTZ007
    return read.replace(tzinfo=_BEIJING).astimezone(UTC)
