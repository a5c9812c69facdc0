"""Checks of a pack's items: every lint, on the line where the fault is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tongban.catalogue.data_files import shipped_themes
from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.lints import Finding, LintContext, Severity, lint_item
from tongban.content.api import Entry, PackProblem, PackView
from tongban.content.api import Severity as PackSeverity
from tongban.kernel.codes import item_code
from tongban.kernel.codes.fault import CodeFault
from tongban.kernel.text import Text

_SEVERITY = {Severity.ERROR: PackSeverity.ERROR, Severity.WARNING: PackSeverity.WARNING}


def check_basic_items(
    entries: tuple[Entry[BasicItemDocument], ...], pack: PackView
) -> Iterable[PackProblem]:
    """Codes that read, and a basis for every entry."""
    del pack
    for entry in entries:
        try:
            item_code.parse_basic(entry.key)
        except CodeFault as fault:
            yield entry.problem("catalogue.basic_code_faulty", fault.message, fault.mend, "code")
        if not entry.model.basis:
            yield entry.problem(
                "catalogue.basic_item_without_basis",
                Text.of("基本目录事项没有设定依据。", "The basic item has no setting basis."),
                Text.of("在 basis 里写条文。", "Cite articles in basis."),
                "basis",
            )


def check_items(entries: tuple[Entry[ItemDocument], ...], pack: PackView) -> Iterable[PackProblem]:
    """Every lint over every item, seen within the whole pack (forms, tables, sources…)."""
    surroundings = _surroundings(pack)
    for entry in entries:
        context = _with_basic(surroundings, entry.model, pack)
        for finding in lint_item(entry.model, context):
            yield _place(entry, finding)


def _place(entry: Entry[Any], finding: Finding) -> PackProblem:
    return entry.problem(
        finding.code,
        finding.message,
        finding.mend,
        *finding.path,
        severity=_SEVERITY[finding.severity],
    )


def _with_basic(surroundings: dict[str, Any], item: ItemDocument, pack: PackView) -> LintContext:
    basic = pack.entry("basic-items", item.basic) if item.basic else None
    known = item.basic is not None and not pack.lacks("basic-items", item.basic)
    return LintContext(basic=basic.model if basic else None, basic_known=known, **surroundings)


def _surroundings(pack: PackView) -> dict[str, Any]:
    """What the pack says around its items.

    Articles are not looked up here: the shelf ``laws`` checks every citation of the whole pack.
    A shelf the pack does not have, or that cannot be read, is unknown: its lints stay silent.
    """
    elements = {entry.key: entry.model.source for entry in pack.entries("elements")}
    forms = {entry.key: tuple(_questions(entry.model)) for entry in pack.entries("forms")}
    tables = {
        entry.key: tuple(table_input.element for table_input in entry.model.inputs)
        for entry in pack.entries("decisions")
    }
    certificates = {entry.key: entry.model.name.zh for entry in pack.entries("certificate-types")}
    return {
        "element_sources": _if_read(pack, "elements", elements),
        "sources": _if_read(pack, "sources", _named(pack, "sources")),
        "form_elements": _if_read(pack, "forms", _unwritten(pack, "forms", forms)),
        "table_elements": _if_read(pack, "decisions", _unwritten(pack, "decisions", tables)),
        "certificate_names": _if_read(
            pack, "certificate-types", _names(pack, "certificate-types", certificates)
        ),
        "certificate_lines": _if_read(
            pack,
            "certificate-types",
            {each.key: each.model.issuer_line for each in pack.entries("certificate-types")},
        ),
        "agency_lines": _if_read(
            pack,
            "agencies",
            {each.model.code: each.model.line for each in pack.entries("agencies")},
        ),
        "flows": _if_read(pack, "flows", _named(pack, "flows")),
        "agencies": _if_read(
            pack, "agencies", frozenset(entry.model.code for entry in pack.entries("agencies"))
        ),
        "regions": _if_read(pack, "divisions", _named(pack, "divisions")),
        "theme_sides": _theme_sides(pack),
    }


def _questions(form: Any) -> Iterator[tuple[str, str | None]]:
    for section in form.sections:
        for question in section.fields:
            yield question.name, question.element


def _named(pack: PackView, shelf: str) -> frozenset[str]:
    return frozenset(entry.key for entry in pack.entries(shelf)) | pack.named.get(
        shelf, frozenset()
    )


def _unwritten(
    pack: PackView, shelf: str, known: dict[str, tuple[Any, ...]]
) -> dict[str, tuple[Any, ...]]:
    """With the keys of faulty entries, about whose content nothing can be said."""
    return dict.fromkeys(_named(pack, shelf), ()) | known


def _names(pack: PackView, shelf: str, known: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(_named(pack, shelf), "") | known


def _if_read(pack: PackView, shelf: str, value: Any) -> Any:
    present = shelf in pack.shelves and bool(pack.shelves[shelf] or pack.named.get(shelf))
    return value if present and shelf not in pack.unread else None


def _theme_sides(pack: PackView) -> dict[str, AudienceSide]:
    written = {entry.key: entry.model.side for entry in pack.entries("themes")}
    return {theme.code: theme.side for theme in shipped_themes()} | written
