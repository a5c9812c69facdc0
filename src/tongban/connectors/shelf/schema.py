"""What an entry of the shelf ``connectors`` says. No address and no secret: those are settings."""

from __future__ import annotations

from pydantic import Field, model_validator

from tongban.connectors.domain.definition import (
    CALLS,
    CASE_FACTS,
    NAMES,
    Certificate,
    Connector,
    FieldRule,
    Limits,
    Move,
    Origin,
    OriginKind,
    Speech,
    StateRule,
)
from tongban.content.api import Citation, EntryCode, FactName, LocalText, PackModel


class OriginEntry(PackModel):
    """Exactly one of ``answer``, ``element``, ``case`` and ``constant``."""

    answer: FactName | None = None
    element: str | None = None
    case: str | None = None
    constant: str | None = Field(default=None, max_length=500)

    @model_validator(mode="after")
    def _one(self) -> OriginEntry:
        if len(self._given()) != 1:
            raise ValueError("say exactly one of answer, element, case, constant")
        if self.case is not None and self.case not in CASE_FACTS:
            raise ValueError(f"case: one of {', '.join(CASE_FACTS)}")
        return self

    def _given(self) -> list[tuple[str, str]]:
        said = ((kind.value, getattr(self, kind.value)) for kind in OriginKind)
        return [(kind, value) for kind, value in said if value is not None]

    def origin(self) -> Origin:
        """As a value of the domain."""
        ((kind, name),) = self._given()
        return Origin(OriginKind(kind), name)


class FieldEntry(PackModel):
    """One field of theirs; ``source`` left out: we have nothing for it, so it must be optional."""

    theirs: str = Field(min_length=1, max_length=64)
    required: bool = True
    source: OriginEntry | None = None
    longest: int = Field(default=500, ge=1, le=10_000)
    values: tuple[str, ...] = ()
    date: str = Field(default="", max_length=40)
    codes: dict[str, str] = Field(default_factory=dict, max_length=1000)
    refuses: tuple[str, ...] = ()
    keep: int | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _one_conversion(self) -> FieldEntry:
        given = [bool(self.date), bool(self.codes or self.refuses), self.keep is not None]
        if sum(given) > 1:
            raise ValueError("at most one of date, codes and keep")
        return self

    def rule(self) -> FieldRule:
        """As a value of the domain."""
        return FieldRule(
            theirs=self.theirs,
            required=self.required,
            origin=self.source.origin() if self.source else None,
            longest=self.longest,
            values=self.values,
            date=self.date,
            codes=self.codes,
            refuses=self.refuses,
            keep=self.keep,
        )


class StateEntry(PackModel):
    """A state of theirs: what it does here and how the applicant is told."""

    theirs: str = Field(min_length=1, max_length=40)
    move: Move
    says: LocalText
    target: str = ""
    step: str = ""
    outcome: str = ""
    articles: tuple[Citation, ...] = ()

    def rule(self) -> StateRule:
        """As a value of the domain."""
        return StateRule(
            self.theirs, self.move, self.says, self.target, self.step, self.outcome, self.articles
        )


class SpeechEntry(PackModel):
    """Addresses under the system's own, and what its JSON calls each thing."""

    calls: dict[str, str]
    names: dict[str, str]
    moment: str = Field(max_length=40)
    token_header: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,40}$")

    @model_validator(mode="after")
    def _everything_is_named(self) -> SpeechEntry:
        for said, wanted in ((self.calls, CALLS), (self.names, NAMES)):
            if set(said) != set(wanted):
                raise ValueError(f"name each of {', '.join(wanted)}, and nothing else")
        if not all(path.startswith("/") for path in self.calls.values()):
            raise ValueError("calls are paths that begin with /")
        return self


class LimitsEntry(PackModel):
    """Seconds between askings, cases in one asking, megabytes a file."""

    ask_every_s: int = Field(default=30, ge=1, le=86_400)
    batch: int = Field(default=100, ge=1, le=200)
    file_mb: int = Field(default=5, ge=1, le=50)


class ConnectorFile(PackModel):
    """A connector 对接配置. ``secret`` is the name under which the deployment keeps the token."""

    code: EntryCode
    name: LocalText
    agency: str
    post: str
    items: tuple[str, ...] = Field(min_length=1, max_length=500)
    fields: tuple[FieldEntry, ...] = Field(min_length=1, max_length=500)
    states: tuple[StateEntry, ...] = Field(min_length=1, max_length=100)
    speech: SpeechEntry
    secret: EntryCode
    limits: LimitsEntry = LimitsEntry()
    certificate: Certificate

    def connector(self, version: int = 0) -> Connector:
        """As a value of the domain."""
        limits = self.limits
        return Connector(
            code=self.code,
            version=version,
            name=self.name,
            agency_code=self.agency,
            post=self.post,
            items=self.items,
            fields=tuple(each.rule() for each in self.fields),
            states=tuple(each.rule() for each in self.states),
            speech=Speech(
                self.speech.calls, self.speech.names, self.speech.moment, self.speech.token_header
            ),
            secret=self.secret,
            limits=Limits(limits.ask_every_s, limits.batch, limits.file_mb * 1024 * 1024),
            certificate=self.certificate,
        )
