"""What the outside sees of policies: frozen, already filtered for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.policies.domain.conditions import Condition as Condition
from tongban.policies.domain.conditions import Fact as Fact


class PolicySide(Enum):
    """Whom a policy speaks to."""

    PERSON = "person"
    FIRM = "firm"

    @property
    def label(self) -> Text:
        """In words."""
        return _SIDES[self]


_SIDES = {
    PolicySide.PERSON: Text.of("个人", "People"),
    PolicySide.FIRM: Text.of("企业", "Firms"),
}


class SetAside(Enum):
    """Why somebody does not want to see a policy."""

    NOT_MINE = "not-mine"
    HAVE_IT = "have-it"
    NOT_WANTED = "not-wanted"

    @property
    def label(self) -> Text:
        """In words."""
        return _WHY[self]


_WHY = {
    SetAside.NOT_MINE: Text.of("不符合我的情况", "It is not my situation"),
    SetAside.HAVE_IT: Text.of("我已经享受了", "I have it already"),
    SetAside.NOT_WANTED: Text.of("我不需要", "I do not want it"),
}


@dataclass(frozen=True, slots=True)
class PolicySection:
    """A part of a policy's text under its heading."""

    heading: Text
    text: Text


@dataclass(frozen=True, slots=True)
class PublicPolicy:
    """A policy 政策 as published. Days are civil days, ``valid_until`` the last one or None.

    ``conditions`` say whom it is for, all of them together; ``item_code`` is the service by which
    one asks for it, ``benefit_code`` the benefit that comes by itself; empty where there is none.
    """

    code: str
    version: int
    title: Text
    summary: Text
    sections: tuple[PolicySection, ...]
    issuer_code: str
    basis: ArticleRef
    side: PolicySide
    valid_from: date
    valid_until: date | None
    conditions: tuple[Condition, ...]
    item_code: str
    benefit_code: str

    def in_force(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact that made a policy fit: what the register said, which one, as of when."""

    element_id: str
    value: Fact
    source_code: str
    as_of: date | None
    says: Text


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A policy that fits somebody, with every fact that was used and nothing else."""

    policy: PublicPolicy
    facts: tuple[UsedFact, ...]
    found_at: datetime


@dataclass(frozen=True, slots=True)
class MatchingView:
    """Consent to look for fitting policies; both None where there is none."""

    agreed_at: datetime | None
    matched_at: datetime | None
