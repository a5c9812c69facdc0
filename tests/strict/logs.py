"""A log line with a resident number or a phone number in it is a failure, in every test."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tongban.kernel.personal import carries_personal_number


class PersonalDataLogged(Exception):
    """A number that belongs to a person went into a log line."""


_USUAL = frozenset(logging.makeLogRecord({}).__dict__)


def _said(record: logging.LogRecord) -> str:
    """The message and whatever was added to the record; numbers that measure are left out."""
    added = (value for name, value in record.__dict__.items() if name not in _USUAL)
    return " ".join([_words(record.msg), _words(record.args), *map(_words, added)])


def _words(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(map(_words, value.values()))
    if isinstance(value, tuple | list):
        return " ".join(map(_words, value))
    return "" if isinstance(value, float) else str(value)


class Ear(logging.Handler):
    """Hears every record and keeps the personal ones."""

    def __init__(self) -> None:
        super().__init__(level=logging.NOTSET)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep where a record with a personal number came from, never the number itself."""
        if carries_personal_number(_said(record)):
            self.heard.append(f"{record.name} at {record.pathname}:{record.lineno}")


@pytest.fixture(autouse=True)
def _no_personal_data_in_logs() -> Iterator[None]:
    ear = Ear()
    logging.getLogger().addHandler(ear)
    yield
    logging.getLogger().removeHandler(ear)
    if ear.heard:
        raise PersonalDataLogged(
            f"Personal numbers were logged by {', '.join(ear.heard)}. Log ids and codes only."
        )
