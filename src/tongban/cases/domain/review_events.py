"""A person looks again at what rules decided 人工复核. Facts only; the words are sealed."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.cases.domain.events import Event


@dataclass(frozen=True, slots=True)
class ReviewAsked(Event):
    """申请人工复核: the applicant asks for a person; once (个人信息保护法 24)."""


@dataclass(frozen=True, slots=True)
class ReviewDrawn(Event):
    """抽查: the case was drawn for the sample audit of the day."""

    day: str


@dataclass(frozen=True, slots=True)
class ReviewAnswered(Event):
    """复核结论: whether the rules decided rightly."""

    right: bool
