"""A connector 对接配置: which items go to a system, in its words, and what its states mean here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class OriginKind(Enum):
    """Where a value of theirs comes from: nobody types it again."""

    ANSWER = "answer"  # a field of the form, by name
    ELEMENT = "element"  # the field of the form bound to this element
    CASE = "case"  # the case itself, see CASE_FACTS
    CONSTANT = "constant"  # always the same


CASE_FACTS = ("number", "submitted_on", "channel", "region", "item", "situation")
"""What ``case:`` may name; ``submitted_on`` is an ISO date in Beijing."""


@dataclass(frozen=True, slots=True)
class Origin:
    """``kind`` and what it names."""

    kind: OriginKind
    name: str


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of theirs. At most one conversion: a date pattern, a code map, or a mask.

    ``refuses`` are codes of ours that are not sent but put before a person; ``keep`` is how many
    last characters a mask leaves.
    """

    theirs: str
    required: bool
    origin: Origin | None
    longest: int = 500
    values: tuple[str, ...] = ()
    date: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    refuses: tuple[str, ...] = ()
    keep: int | None = None


class Move(Enum):
    """What a state of theirs does to our case: an officer's verb, or nothing but being told."""

    NOTE = "note"
    ACCEPT = "accept"
    CORRECT = "correct"
    REFUSE = "refuse"
    OPINION = "opinion"
    STEP = "step"
    APPROVE = "approve"
    DENY = "deny"

    @property
    def decides(self) -> bool:
        """Whether nothing comes after it."""
        return self in (Move.REFUSE, Move.APPROVE, Move.DENY)


@dataclass(frozen=True, slots=True)
class StateRule:
    """A state of theirs. ``says`` tells the applicant in our words.

    ``target`` is what must be put right (``correct``), ``step`` and ``outcome`` the step of the
    flow it finishes (``step``), ``articles`` what an adverse act rests on.
    """

    theirs: str
    move: Move
    says: Text
    target: str = ""
    step: str = ""
    outcome: str = ""
    articles: tuple[ArticleRef, ...] = ()


class Certificate(Enum):
    """Whose certificate the applicant gets; their number is kept either way."""

    OURS = "issue-ours"  # our sealed one, of the item's type
    THEIRS = "register-theirs"  # theirs stands, by its number; we seal none


@dataclass(frozen=True, slots=True)
class Speech:
    """How the system is spoken to over HTTP: addresses, and what its JSON calls each thing."""

    calls: Mapping[str, str]
    names: Mapping[str, str]
    moment: str
    token_header: str


CALLS = ("submit", "supplement", "withdraw", "attach", "progress", "about")
NAMES = (
    "key", "number", "fields", "files", "file_name", "file_digest", "wanted", "errors", "steps",
    "seq", "state", "at", "words", "certificate", "typed", "field_name", "field_required",
    "states",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How often it is asked (seconds), how many cases at once, how large a file may be (bytes)."""

    ask_every_s: int
    batch: int
    file_bytes: int


@dataclass(frozen=True, slots=True)
class Connector:
    """One published connector. ``post`` is the system's own post in the agency."""

    code: str
    version: int
    name: Text
    agency_code: str
    post: str
    items: tuple[str, ...]
    fields: tuple[FieldRule, ...]
    states: tuple[StateRule, ...]
    speech: Speech
    secret: str
    limits: Limits
    certificate: Certificate

    def state(self, theirs: str) -> StateRule | None:
        """What a state of theirs means; None when the connector does not know it."""
        return next((each for each in self.states if each.theirs == theirs), None)
