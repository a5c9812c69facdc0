"""A bundle 一件事 as written in a pack: which items, in which order, under which conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.calendar import Span
from tongban.kernel.text import Text

APPLICANT = "applicant"
"""A step for whom the bundle is for: the person, the child, the firm."""
KEYBOARD = "keyboard"
"""A step for the natural person who fills in, whoever the bundle is for."""
FIRM_OF = "firm-of:"
"""``firm-of:found``: a step for the firm that step ``found`` brings into being."""
TAKE = "take."
"""Prefix of the question by which a person chooses an optional step."""
QUESTION = "q."
"""Prefix of the bundle's own questions."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The step runs only when the bundle's question ``field`` is answered with one of ``is_in``."""

    field: str
    is_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a bundle.

    ``after`` are the steps that must have been approved. ``party`` says whose application it is.
    ``situation`` is fixed, or the answer to the bundle's question ``situation_from``. ``given`` are
    answers the bundle knows by itself; ``filled`` come from the result of an earlier step:
    ``step.number``, ``step.holder``, ``step.identifier`` or a field of its certificate.
    """

    code: str
    item: str
    after: tuple[str, ...] = ()
    party: str = APPLICANT
    optional: Text | None = None
    when: Condition | None = None
    situation: str | None = None
    situation_from: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    stage: Text | None = None

    @property
    def founder(self) -> str | None:
        """The step whose result founds the firm this step is for."""
        return self.party.removeprefix(FIRM_OF) if self.party.startswith(FIRM_OF) else None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle 一件事; ``committed`` is its joint clock, ``lead`` the code of the lead agency.

    ``same`` are groups of ``step.field`` that are one question. ``form`` is the code of the
    form that holds the bundle's own questions.
    """

    code: str
    version: int
    name: Text
    summary: Text
    lead: str
    committed: Span
    steps: tuple[Step, ...]
    side: str
    aliases: tuple[str, ...] = ()
    notice: tuple[Text, ...] = ()
    edge_cases: tuple[tuple[Text, Text], ...] = ()
    committed_note: Text | None = None
    form: str | None = None
    same: tuple[tuple[str, ...], ...] = ()
    quiet: bool = False

    @property
    def by_code(self) -> dict[str, Step]:
        """Steps by their code."""
        return {step.code: step for step in self.steps}

    def taken(self, answers: Mapping[str, Any]) -> tuple[Step, ...]:
        """The steps that run, given the answers to the bundle's own questions, in their order."""
        return tuple(step for step in self.steps if _is_taken(step, answers))


def _is_taken(step: Step, answers: Mapping[str, Any]) -> bool:
    if step.optional is not None and _said(answers.get(TAKE + step.code)) != "yes":
        return False
    wanted = step.when
    return wanted is None or _said(answers.get(QUESTION + wanted.field)) in wanted.is_in


def _said(answer: object) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def situation_of(step: Step, answers: Mapping[str, Any]) -> str | None:
    """The situation 情形 in which a step is applied for."""
    if step.situation_from is not None:
        return _said(answers.get(QUESTION + step.situation_from)) or None
    return step.situation
