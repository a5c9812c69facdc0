"""What a lint says, and the register every lint is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import EN, ZH, Text

Path = tuple[str | int, ...]


class Severity(Enum):
    """An error stops publication, a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


class ArticleState(Enum):
    """What the statute book says of a cited article."""

    UNKNOWN = "unknown"
    NOT_IN_FORCE = "not-in-force"
    IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a document: where in it, what, and the mend."""

    code: str
    severity: Severity
    path: Path
    message: Text
    mend: Text

    @property
    def where(self) -> str:
        """``materials[0].source``."""
        words = ""
        for part in self.path:
            words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else part
        return words


def _law_not_asked(ref: ArticleRef) -> ArticleState:
    del ref
    return ArticleState.IN_FORCE


@dataclass(frozen=True)
class LintContext:
    """What surrounds a document: the rest of the pack, or the published tables.

    A collection that is None is unknown here, and lints that need it say nothing.
    ``element_sources`` maps every known element to the source that holds it (None: nobody does).
    ``form_elements`` maps a form to (question name, element or None).
    ``table_elements`` maps a decision table to the elements it reads.
    ``certificate_names`` maps a certificate type to its Chinese name, ``certificate_lines`` to the
    line 条 of bodies that issue it; ``agency_lines`` maps a body's code to its line.
    """

    basic: BasicItemDocument | None = None
    basic_known: bool = True
    article_state: Callable[[ArticleRef], ArticleState] = _law_not_asked
    element_sources: Mapping[str, str | None] | None = None
    sources: frozenset[str] | None = None
    form_elements: Mapping[str, tuple[tuple[str, str | None], ...]] | None = None
    table_elements: Mapping[str, tuple[str, ...]] | None = None
    certificate_names: Mapping[str, str] | None = None
    certificate_lines: Mapping[str, str] | None = None
    agency_lines: Mapping[str, str] | None = None
    flows: frozenset[str] | None = None
    theme_sides: Mapping[str, AudienceSide] | None = None
    agencies: frozenset[str] | None = None
    regions: frozenset[str] | None = None
    languages: tuple[str, ...] = (ZH, EN)
    today: date | None = field(default=None)


Fault = tuple[Path, Text, Text]
LintFunction = Callable[[ItemDocument, LintContext], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Lint:
    """One rule: stable code, what it asks, how hard it is, and the function that finds faults."""

    code: str
    rule: Text
    severity: Severity
    find: LintFunction

    def findings(self, document: ItemDocument, context: LintContext) -> Iterator[Finding]:
        """Its findings in one document."""
        for path, message, mend in self.find(document, context):
            yield Finding(self.code, self.severity, path, message, mend)


REGISTER: dict[str, Lint] = {}


def lint(
    code: str, zh: str, en: str, severity: Severity = Severity.ERROR
) -> Callable[[LintFunction], LintFunction]:
    """Put a rule into the register under ``catalogue.<code>``; two of one code are a bug."""

    def put(function: LintFunction) -> LintFunction:
        full = f"catalogue.{code}"
        if full in REGISTER:
            raise ValueError(f"Two lints are called {full}")
        REGISTER[full] = Lint(full, Text.of(zh, en), severity, function)
        return function

    return put
