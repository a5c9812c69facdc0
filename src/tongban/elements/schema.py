"""What shelves ``sources`` and ``elements`` of a content pack hold, and their checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pydantic import Field, model_validator

from tongban.content.api import Entry, LocalText, PackModel, PackProblem, PackView, Severity
from tongban.elements.views import ElementAbout, ElementKind
from tongban.kernel.text import Text

SOURCES = "sources"
ELEMENTS = "elements"


class SourceEntry(PackModel):
    """One register: ``sources/<code>.yaml``. ``agency`` is the ``short`` of the holding agency."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{2,40}$")
    name: LocalText
    agency: str
    channel: str = Field(default="register-twin", description="which adapter reads it")
    authoritative: bool = True
    dispute: LocalText = Field(description="异议: where and how a person contests a value")


class ElementEntry(PackModel):
    """One data element. ``id`` reads ``person.birth_date``; one source at most."""

    id: str = Field(pattern=r"^(person|firm)(\.[a-z][a-z0-9_]*)+$")
    name: LocalText
    kind: ElementKind
    code_list: str | None = None
    source: str | None = Field(default=None, description="code of the one source, if any")
    sensitive: bool = False

    @property
    def about(self) -> ElementAbout:
        """Whose fact it is: the first word of the id."""
        return ElementAbout(self.id.split(".")[0])

    @model_validator(mode="after")
    def _code_list_goes_with_code(self) -> ElementEntry:
        if (self.kind is ElementKind.CODE) != (self.code_list is not None):
            raise ValueError("code_list is given exactly when kind is code")
        return self


def check_sources(entries: tuple[Entry[SourceEntry], ...], pack: PackView) -> Iterator[PackProblem]:
    """Sources whose agency the pack does not have."""
    for entry in entries:
        if pack.lacks("agencies", entry.model.agency):
            yield entry.problem(
                "elements.agency_unknown",
                Text.of(
                    f"机构 {entry.model.agency} 不在本内容包中。",
                    f"The agency {entry.model.agency} is not in this pack.",
                ),
                Text.of("写该机构的 short。", "Write the `short` of an agency in the pack."),
                "agency",
            )


def check_elements(
    entries: tuple[Entry[ElementEntry], ...], pack: PackView
) -> Iterator[PackProblem]:
    """Unknown sources and code lists; the same fact registered twice (一数一源)."""
    namesakes: dict[tuple[ElementAbout, str], list[Entry[ElementEntry]]] = defaultdict(list)
    for entry in entries:
        model = entry.model
        namesakes[model.about, model.name.zh].append(entry)
        if model.source and pack.lacks(SOURCES, model.source):
            yield entry.problem(
                "elements.source_unknown",
                Text.of(f"数源 {model.source} 不存在。", f"There is no source {model.source}."),
                Text.of("写 sources 中的代码。", "Write a code from the shelf `sources`."),
                "source",
            )
        if model.code_list and pack.lacks("code-lists", model.code_list):
            yield entry.problem(
                "elements.code_list_unknown",
                Text.of(
                    f"代码表 {model.code_list} 不存在。",
                    f"There is no code list {model.code_list}.",
                ),
                Text.of("写 code-lists 中的代码表。", "Write one from the shelf `code-lists`."),
                "code_list",
            )
    for group in namesakes.values():
        for entry in group[1:]:
            first = group[0].key
            yield entry.problem(
                "elements.same_fact_twice",
                Text.of(
                    f"与 {first} 同名，像是同一个事实登记了两次。",
                    f"It has the name of {first}: the same fact seems registered twice.",
                ),
                Text.of(
                    "用同一个数据元，或改成不同的名称。", f"Use {first}, or rename one of them."
                ),
                "name",
                severity=Severity.WARNING,
            )
