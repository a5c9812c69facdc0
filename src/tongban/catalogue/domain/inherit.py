"""Locked elements 统一要素: an item is the basic item, the same at every level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.kernel.text import Text

LOCKED: dict[str, Text] = {
    "name": Text.of("事项名称", "name"),
    "type": Text.of("事项类型", "type"),
    "line": Text.of("主管部门", "competent department line"),
    "basis": Text.of("设定依据", "setting basis"),
}


@dataclass(frozen=True, slots=True)
class Drift:
    """A locked element written differently from the basic item."""

    field: str
    label: Text
    basic: str
    local: str


def inherit(document: ItemDocument, basic: BasicItemDocument | None) -> ItemDocument:
    """The document with every locked element it left out taken from the basic item.

    What the document writes itself stays, so that :func:`drifts` can still show it.
    """
    if basic is None:
        return document
    missing = {field: getattr(basic, field) for field in LOCKED if not getattr(document, field)}
    return document.model_copy(update=missing) if missing else document


def drifts(document: ItemDocument, basic: BasicItemDocument) -> Iterator[Drift]:
    """Locked elements in which the document differs from the basic item; silence is no drift."""
    for field, label in LOCKED.items():
        local = getattr(document, field)
        if local and local != getattr(basic, field):
            yield Drift(field, label, _show(getattr(basic, field)), _show(local))


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)
    return str(getattr(value, "label", value))
