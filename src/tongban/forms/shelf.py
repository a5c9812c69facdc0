"""Shelf ``forms`` of a content pack: one form definition."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tongban.forms.views import FieldKind, FilledBy, SubjectRole
from tongban.kernel.text import Text


def _text(value: object) -> object:
    return Text.from_mapping(value) if isinstance(value, dict) else value


Words = Annotated[Text, BeforeValidator(_text)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class OptionEntry(_Strict):
    """One choice written in the form itself (else the element's code list gives the choices)."""

    value: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")
    label: Words


class ShownWhenEntry(_Strict):
    """``shown_when: {field: has_agent, is_in: ["yes"]}``; yes-no answers read "yes" / "no"."""

    field: str
    is_in: list[str] = Field(min_length=1)


class FieldEntry(_Strict):
    """One question. Bound to an ``element`` (kind, choices and prefill follow it) or free."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    element: str | None = None
    label: Words | None = Field(default=None, description="default: the element's name")
    kind: FieldKind | None = Field(default=None, description="default: from the element's kind")
    required: bool = True
    options: list[OptionEntry] = Field(default_factory=list)
    hint: Words | None = None
    editable: bool | None = Field(
        default=None, description="default: no when the element's source is authoritative"
    )
    shown_when: ShownWhenEntry | None = None
    about: SubjectRole = SubjectRole.SUBJECT
    filled_by: FilledBy = FilledBy.APPLICANT
    max_length: int = Field(default=200, ge=1, le=10_000)
    minimum: str | None = Field(default=None, description="number, money or ISO date; inclusive")
    maximum: str | None = Field(default=None, description="number, money or ISO date; inclusive")

    @model_validator(mode="after")
    def _free_fields_say_what_they_ask(self) -> FieldEntry:
        if self.element is None and (self.kind is None or self.label is None):
            raise ValueError("a field without an element needs its own label and kind")
        return self


class SectionEntry(_Strict):
    """A titled run of fields."""

    title: Words
    fields: list[FieldEntry] = Field(min_length=1)


class FormEntry(_Strict):
    """One form: ``forms/<code>.yaml``. Changing it publishes a new version."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{2,60}$")
    title: Words
    sections: list[SectionEntry] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_unique_and_conditions_point_back(self) -> FormEntry:
        seen: set[str] = set()
        for section in self.sections:
            for field in section.fields:
                if field.name in seen:
                    raise ValueError(f"two fields are called {field.name}")
                if field.shown_when and field.shown_when.field not in seen:
                    raise ValueError(
                        f"{field.name}: shown_when must name an earlier field, "
                        f"{field.shown_when.field} is not one"
                    )
                seen.add(field.name)
        return self
