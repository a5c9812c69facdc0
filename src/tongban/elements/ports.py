"""Where registers are plugged in: one adapter per channel, put up by ``site/wiring.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tongban.elements.domain import RegisterAnswer
from tongban.elements.views import ElementView, NoAnswer, SourceView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class RegisterUnreachable(Exception):
    """The outside system did not answer in time; the form falls back to asking the person."""


@dataclass(frozen=True, slots=True)
class AdapterHealth:
    """Whether a channel works now, in words."""

    channel: str
    works: bool
    detail: Text


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of registers about one subject, and why; ``wanted`` elements by source code.

    ``case_id`` is None before there is a case: somebody fills in a form.
    """

    actor: Actor
    subject_id: str
    wanted: Mapping[str, tuple[ElementView, ...]]
    item_code: str
    purpose: ArticleRef
    case_id: str | None
    now: datetime


class RegisterAdapter(Protocol):
    """Reads registers over one channel."""

    def fetch(self, question: Question) -> Mapping[str, RegisterAnswer | NoAnswer]:
        """Answers by source code; a register without a record of the subject is left out.

        Raises :class:`RegisterUnreachable`.
        """

    def check(self) -> AdapterHealth:
        """Try the channel without touching anyone's data."""


_adapters: dict[str, RegisterAdapter] = {}
_elsewhere: list[Callable[[str], SourceView | None]] = []


def connect_adapter(channel: str, adapter: RegisterAdapter) -> None:
    """Put up the adapter of a channel; a later call replaces it."""
    _adapters[channel] = adapter


def adapter_of(channel: str) -> RegisterAdapter | None:
    """The adapter of a channel, if one is connected."""
    return _adapters.get(channel)


def check_adapters() -> tuple[AdapterHealth, ...]:
    """The health of every connected channel, by name; touches nobody's data."""
    return tuple(_adapters[channel].check() for channel in sorted(_adapters))


def connect_sources_elsewhere(named: Callable[[str], SourceView | None]) -> None:
    """Say who answers under a code that no register here has; called while wiring.

    ``named`` gives the source of such a code, as another platform's agency; None for any other.
    """
    _elsewhere.append(named)


def source_elsewhere(code: str) -> SourceView | None:
    """The source of a code that no register here has; None when nobody knows it."""
    found = (named(code) for named in _elsewhere)
    return next((one for one in found if one is not None), None)
