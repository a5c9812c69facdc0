"""From a pack's entry to a complete form: names, kinds and choices follow the elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tongban.forms.views import (
    FieldKind,
    FieldView,
    FilledBy,
    FormView,
    Option,
    SectionView,
    ShownWhen,
    SubjectRole,
)
from tongban.kernel.text import Text

if TYPE_CHECKING:
    from tongban.forms.schema import FieldEntry, FormEntry


def kind_of_element(element_kind: str) -> FieldKind:
    """How a value of this kind of element is asked: a code is chosen, the rest keep their name."""
    return FieldKind.CHOICE if element_kind == "code" else FieldKind(element_kind)


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """What a form takes over from an element."""

    name: Text
    kind: FieldKind
    options: tuple[Option, ...]
    authoritative: bool


def compose(
    entry: FormEntry, element_facts: Callable[[str], ElementFacts], *, version: int, version_id: str
) -> FormView:
    """The form as it will be published; ``element_facts`` answers for every bound element."""
    return FormView(
        code=entry.code,
        version=version,
        version_id=version_id,
        title=entry.title,
        sections=tuple(
            SectionView(
                section.title, tuple(_compose_field(f, element_facts) for f in section.fields)
            )
            for section in entry.sections
        ),
    )


def _compose_field(entry: FieldEntry, element_facts: Callable[[str], ElementFacts]) -> FieldView:
    facts = element_facts(entry.element) if entry.element else None
    options = tuple(Option(option.value, option.label) for option in entry.options)
    label = entry.label or (facts.name if facts else Text.of(entry.name))
    kind = entry.kind or (facts.kind if facts else FieldKind.TEXT)
    editable = entry.editable
    if editable is None:
        editable = not (facts and facts.authoritative)
    condition = entry.shown_when
    return FieldView(
        name=entry.name,
        element_id=entry.element,
        label=label,
        kind=kind,
        required=entry.required,
        options=options or (facts.options if facts and kind is FieldKind.CHOICE else ()),
        hint=entry.hint,
        editable=editable,
        shown_when=ShownWhen(condition.field, tuple(condition.is_in)) if condition else None,
        subject_role=entry.about,
        filled_by=entry.filled_by,
        max_length=entry.max_length,
        minimum=entry.minimum,
        maximum=entry.maximum,
    )


def to_json(form: FormView) -> dict[str, Any]:
    """The form's meaning as JSON, without its version: equal forms give equal JSON."""
    return {
        "title": form.title.to_mapping(),
        "sections": [
            {
                "title": section.title.to_mapping(),
                "fields": [_field_to_json(field) for field in section.fields],
            }
            for section in form.sections
        ],
    }


def from_json(code: str, version: int, version_id: str, body: dict[str, Any]) -> FormView:
    """Read what :func:`to_json` wrote."""
    return FormView(
        code,
        version,
        version_id,
        Text.from_mapping(body["title"]),
        tuple(
            SectionView(
                Text.from_mapping(section["title"]),
                tuple(_field_from_json(field) for field in section["fields"]),
            )
            for section in body["sections"]
        ),
    )


def _field_to_json(field: FieldView) -> dict[str, Any]:
    condition = field.shown_when
    return {
        "name": field.name,
        "element": field.element_id,
        "label": field.label.to_mapping(),
        "kind": field.kind.value,
        "required": field.required,
        "options": [[option.value, option.label.to_mapping()] for option in field.options],
        "hint": field.hint.to_mapping() if field.hint else None,
        "editable": field.editable,
        "shown_when": [condition.field, list(condition.is_in)] if condition else None,
        "about": field.subject_role.value,
        "filled_by": field.filled_by.value,
        "max_length": field.max_length,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }


def _field_from_json(body: dict[str, Any]) -> FieldView:
    condition = body["shown_when"]
    return FieldView(
        name=body["name"],
        element_id=body["element"],
        label=Text.from_mapping(body["label"]),
        kind=FieldKind(body["kind"]),
        required=body["required"],
        options=tuple(Option(v, Text.from_mapping(words)) for v, words in body["options"]),
        hint=Text.from_mapping(body["hint"]) if body["hint"] else None,
        editable=body["editable"],
        shown_when=ShownWhen(condition[0], tuple(condition[1])) if condition else None,
        subject_role=SubjectRole(body["about"]),
        filled_by=FilledBy(body["filled_by"]),
        max_length=body["max_length"],
        minimum=body["minimum"],
        maximum=body["maximum"],
    )
