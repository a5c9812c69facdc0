"""What an entry of the shelf ``bundles`` says: a bundle 一件事, step by step."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tongban.bundles.domain.definition import APPLICANT, Bundle, Condition, Step
from tongban.content.api import EntryCode, FactName, LocalText, PackModel, SpanText


class ConditionEntry(PackModel):
    """``when: {field: gathering, is_in: ["yes"]}``, a question of the bundle's own form."""

    field: FactName
    is_in: list[str] = Field(min_length=1, max_length=100)


class StepEntry(PackModel):
    """One item of the bundle. ``optional`` is the question by which a person chooses it."""

    code: EntryCode
    item: str
    after: list[EntryCode] = Field(default_factory=list, max_length=60)
    party: str = APPLICANT
    optional: LocalText | None = None
    when: ConditionEntry | None = None
    situation: str | None = None
    situation_from: FactName | None = None
    given: dict[FactName, Any] = Field(default_factory=dict)
    filled: dict[FactName, str] = Field(default_factory=dict)
    stage: LocalText | None = None

    def step(self) -> Step:
        """As a value of the domain."""
        return Step(
            code=self.code,
            item=self.item,
            after=tuple(self.after),
            party=self.party,
            optional=self.optional,
            when=Condition(self.when.field, tuple(self.when.is_in)) if self.when else None,
            situation=self.situation,
            situation_from=self.situation_from,
            given=self.given,
            filled=self.filled,
            stage=self.stage,
        )


class EdgeCaseEntry(PackModel):
    """A case that is not the usual one, and what to do then."""

    question: LocalText
    answer: LocalText


class BundleFile(PackModel):
    """A bundle 一件事: one notice, one form, one receipt. ``side`` is whose portal shows it."""

    code: EntryCode
    name: LocalText
    summary: LocalText
    aliases: list[str] = Field(default_factory=list, max_length=40)
    side: Literal["person", "firm"]
    lead: str
    committed: SpanText
    committed_note: LocalText | None = None
    notice: list[LocalText] = Field(default_factory=list, max_length=30)
    edge_cases: list[EdgeCaseEntry] = Field(default_factory=list, max_length=30)
    form: EntryCode | None = None
    same: list[list[str]] = Field(default_factory=list, max_length=200)
    quiet: bool = False
    steps: list[StepEntry] = Field(min_length=1, max_length=60)

    def bundle(self, version: int = 0) -> Bundle:
        """As a value of the domain."""
        return Bundle(
            code=self.code,
            version=version,
            name=self.name,
            summary=self.summary,
            aliases=tuple(self.aliases),
            side=self.side,
            lead=self.lead,
            committed=self.committed,
            committed_note=self.committed_note,
            notice=tuple(self.notice),
            edge_cases=tuple((one.question, one.answer) for one in self.edge_cases),
            form=self.form,
            same=tuple(tuple(group) for group in self.same),
            quiet=self.quiet,
            steps=tuple(entry.step() for entry in self.steps),
        )
