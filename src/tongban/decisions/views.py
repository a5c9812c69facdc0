"""What a decision table says about a case: the receipt others keep and show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class Outcome(Enum):
    """A table passes a case or hands it to a person; it can never refuse one."""

    PASS = "pass"  # noqa: S105  (an outcome, not a password)
    TO_PERSON = "to-person"


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact came from: a source code of the pack, or ``answer`` when the person typed it."""

    code: str
    as_of: str = ""


ANSWER = FactSource("answer")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: one sentence in both languages with the article it rests on, and the row that said it.

    ``article`` is None only for the engine's own reasons (an input was missing, a rule failed),
    which rest on no article because they decide nothing.
    """

    text: Text
    article: ArticleRef | None
    row: str


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """One fact as the table saw it: name in the table, data element, value, where from."""

    name: str
    element_id: str
    value: Any
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class DecisionReceipt:
    """A replayable record of one decision 决策回执.

    ``table_digest`` is SHA-256 (hex) over the canonical definition; ``trace`` lists every row with
    whether it fired, in table order; ``decided_on`` is the civil date the table saw as ``today``.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    table_code: str
    table_version: int
    table_digest: str
    engine_version: str
    inputs: tuple[DecisionInput, ...]
    trace: tuple[tuple[str, bool], ...]
    decided_on: str

    def to_json(self) -> dict[str, Any]:
        """The JSON form stored with a case (encrypted there: inputs are personal data)."""
        return {
            "outcome": self.outcome.value,
            "reasons": [
                {
                    "text": reason.text.to_mapping(),
                    "article": str(reason.article) if reason.article else None,
                    "row": reason.row,
                }
                for reason in self.reasons
            ],
            "table_code": self.table_code,
            "table_version": self.table_version,
            "table_digest": self.table_digest,
            "engine_version": self.engine_version,
            "inputs": [
                [given.name, given.element_id, given.value, given.source, given.as_of]
                for given in self.inputs
            ],
            "trace": [[row, fired] for row, fired in self.trace],
            "decided_on": self.decided_on,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DecisionReceipt:
        """Read back what :meth:`to_json` wrote."""
        return cls(
            outcome=Outcome(stored["outcome"]),
            reasons=tuple(
                Reason(
                    Text.from_mapping(reason["text"]),
                    ArticleRef.parse(reason["article"]) if reason["article"] else None,
                    reason["row"],
                )
                for reason in stored["reasons"]
            ),
            table_code=stored["table_code"],
            table_version=stored["table_version"],
            table_digest=stored["table_digest"],
            engine_version=stored["engine_version"],
            inputs=tuple(DecisionInput(*given) for given in stored["inputs"]),
            trace=tuple((row, fired) for row, fired in stored["trace"]),
            decided_on=stored["decided_on"],
        )


@dataclass(frozen=True, slots=True)
class TableInForce:
    """The version of a table that decides now, and the data elements it reads.

    ``stopped``: the kill switch is on, so it hands every case to a person.
    """

    code: str
    version: int
    digest: str
    element_ids: tuple[str, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A published decision table: what it is called, its version and which elements it reads."""

    code: str
    version: int
    digest: str
    title: Text
    articles: tuple[ArticleRef, ...]
    element_ids: tuple[str, ...]
    definition: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SwitchView:
    """A table with its kill switch 急停: since when and why it decides nothing by itself."""

    code: str
    version: int
    title: Text
    stopped_at: datetime | None
    reason: str
