"""What an act of the desk is, and what every act is told: who, which case, what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from django.http import QueryDict
from django.utils.functional import Promise

from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.web.desk.gaps import NO_WORDS

_MOST_WORDS = 2000


class Target(TypedDict):
    """The arguments every verb takes."""

    actor: Actor
    case_id: str
    expected_version: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """Who acts on which case, as of which version, with what was typed."""

    actor: Actor
    case_id: str
    version: int
    typed: QueryDict
    item: ItemView
    now: datetime

    @property
    def target(self) -> Target:
        """The arguments every verb takes."""
        return {
            "actor": self.actor,
            "case_id": self.case_id,
            "expected_version": self.version,
            "now": self.now,
        }

    def words(self, name: str) -> str:
        """What was typed into ``name``, trimmed and bounded."""
        return self.typed.get(name, "").strip()[:_MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its verb in ``CaseView.available``, its address, its words, what it does."""

    verb: str
    slug: str
    label: Promise
    done: Promise
    run: Callable[[Order], object]


def no_words(where: str, given: str) -> Problem | None:
    """The problem of a field that must hold words and holds none."""
    return None if given else replace(NO_WORDS, where=where)
