"""What shelf ``forms`` of a content pack holds, and the checks across shelves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from pydantic import Field, model_validator

from tongban.content.api import Entry, LocalText, PackModel, PackProblem, PackView
from tongban.forms.views import FieldKind, FilledBy, SubjectRole
from tongban.kernel.text import Text

NAME = "forms"


class OptionEntry(PackModel):
    """One choice written in the form itself (else the element's code list gives the choices)."""

    value: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    label: LocalText


class ShownWhenEntry(PackModel):
    """``shown_when: {field: has_agent, is_in: ["yes"]}``; yes-no answers read "yes" / "no"."""

    field: str
    is_in: tuple[str, ...] = Field(min_length=1)


class FieldEntry(PackModel):
    """One question. Bound to an ``element`` (kind, choices and prefill follow it) or free."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    element: str | None = None
    label: LocalText | None = Field(default=None, description="default: the element's name")
    kind: FieldKind | None = Field(default=None, description="default: from the element's kind")
    required: bool = True
    options: tuple[OptionEntry, ...] = ()
    hint: LocalText | None = None
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


class SectionEntry(PackModel):
    """A titled run of fields."""

    title: LocalText
    fields: tuple[FieldEntry, ...] = Field(min_length=1)


class FormEntry(PackModel):
    """One form: ``forms/<code>.yaml``. Changing it publishes a new version."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{2,60}$")
    title: LocalText
    sections: tuple[SectionEntry, ...] = Field(min_length=1)

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


def check_forms(entries: tuple[Entry[FormEntry], ...], pack: PackView) -> Iterator[PackProblem]:
    """Unknown elements, choices without options, bounds that cannot be read, mixed subjects."""
    for entry in entries:
        abouts: set[str] = set()
        for at, section in enumerate(entry.model.sections):
            for position, field in enumerate(section.fields):
                path = ("sections", at, "fields", position)
                yield from _element_problems(entry, field, pack, path)
                yield from _kind_problems(entry, field, pack, path)
                if field.element and field.about is SubjectRole.SUBJECT:
                    abouts.add(field.element.split(".")[0])
        if len(abouts) > 1:
            yield entry.problem(
                "forms.subject_unclear",
                Text.of(
                    "表单的主体既取自然人又取企业的数据元。",
                    "The subject's fields mix elements of persons and of firms.",
                ),
                Text.of(
                    "经办人的字段写 about: applicant。",
                    "Give the fields of the person at the keyboard `about: applicant`.",
                ),
                "sections",
            )


def _element_problems(
    entry: Entry[FormEntry], field: FieldEntry, pack: PackView, path: tuple[str | int, ...]
) -> Iterator[PackProblem]:
    if field.element and pack.lacks("elements", field.element):
        yield entry.problem(
            "forms.element_unknown",
            Text.of(f"数据元 {field.element} 不存在。", f"There is no element {field.element}."),
            Text.of("写 elements 中的编号。", "Write an id from the shelf `elements`."),
            *path, "element",
        )  # fmt: skip


def _kind_problems(
    entry: Entry[FormEntry], field: FieldEntry, pack: PackView, path: tuple[str | int, ...]
) -> Iterator[PackProblem]:
    element = pack.entry("elements", field.element) if field.element else None
    kind = field.kind.value if field.kind else (element.model.kind.value if element else None)
    listed = element is not None and element.model.code_list is not None
    if (
        kind in ("choice", "code")
        and not field.options
        and not listed
        and (element is not None or field.element is None)
    ):
        yield entry.problem(
            "forms.choices_missing",
            Text.of(f"{field.name} 没有可选项。", f"{field.name} offers no choices."),
            Text.of("写 options，或绑定有代码表的数据元。", "Write options, or bind a code."),
            *path,
        )  # fmt: skip
    for bound in ("minimum", "maximum"):
        text = getattr(field, bound)
        if text is not None and not _readable_bound(kind, text):
            yield entry.problem(
                "forms.bound_unreadable",
                Text.of(f"{bound} 的值 {text} 与字段类型不符。",
                        f"The {bound} {text} does not fit the kind of the field."),
                Text.of("日期写 2026-01-31，数字和金额写数字。",
                        "Dates as 2026-01-31, numbers and money as digits."),
                *path, bound,
            )  # fmt: skip


def _readable_bound(kind: str | None, text: str) -> bool:
    try:
        if kind == "date":
            return date.fromisoformat(text).isoformat() == text
        if kind == "number":
            return bool(int(text) or text.strip("+-0") == "")
        return kind == "money" and Decimal(text).is_finite()
    except (ValueError, InvalidOperation):
        return False
