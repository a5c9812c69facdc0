"""From a published form and what sources already know to the fields a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongban.forms.api import Answer, FieldKind, FieldView, FilledBy, FormView, PrefilledField
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design import parts
from tongban.web.present.silence import asked_because

_KINDS = {
    FieldKind.TEXT: parts.FieldKind.TEXT,
    FieldKind.LONG_TEXT: parts.FieldKind.LONG,
    FieldKind.DATE: parts.FieldKind.DATE,
    FieldKind.CHOICE: parts.FieldKind.ONE,
    FieldKind.PHONE: parts.FieldKind.PHONE,
    FieldKind.NUMBER: parts.FieldKind.NUMBER,
    FieldKind.MONEY: parts.FieldKind.DECIMAL,
    FieldKind.YES_NO: parts.FieldKind.ONE,
    FieldKind.FILE: parts.FieldKind.FILE,
}
_YES_NO = (
    parts.Choice("yes", Text.of("是", "Yes")),
    parts.Choice("no", Text.of("否", "No")),
)
_RADIO_LIMIT = 6
ANSWER = "a."
"""Prefix of the control names of answers, so that no field can collide with the page's own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A titled run of fields on the page."""

    title: Text
    fields: tuple[parts.Field, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What is known about the answers: from sources, from the person, and what is wrong."""

    known: Mapping[str, PrefilledField]
    typed: Mapping[str, Answer]
    problems: Mapping[str, Problem]

    @classmethod
    def of(
        cls,
        known: Iterable[PrefilledField],
        typed: Mapping[str, Answer],
        problems: Iterable[Problem] = (),
    ) -> Filled:
        """Tables by field name."""
        return cls({one.name: one for one in known}, typed, {one.where: one for one in problems})


def questions_of(
    form: FormView, filled: Filled, divisions: tuple[parts.Choice, ...] = ()
) -> tuple[Part, ...]:
    """Every section with what the applicant answers; officers' fields are left out.

    ``divisions`` are offered where a division is asked for.
    """
    shown = []
    for section in form.sections:
        fields = tuple(
            _field(one, form, filled, divisions)
            for one in section.fields
            if one.filled_by is FilledBy.APPLICANT
        )
        if fields:
            shown.append(Part(section.title, fields))
    return tuple(shown)


def only_asked(shown: Iterable[Part], answers: Mapping[str, Answer]) -> tuple[Part, ...]:
    """The parts without the questions that do not arise: those ``answers`` leaves out."""
    kept = (
        Part(part.title, tuple(f for f in part.fields if f.name.removeprefix(ANSWER) in answers))
        for part in shown
    )
    return tuple(part for part in kept if part.fields)


def read_answers(form: FormView, posted: Mapping[str, str]) -> dict[str, Answer]:
    """Answers of a posted form by field name, in the shapes ``forms`` checks; blanks left out."""
    answers: dict[str, Answer] = {}
    for one in form.fields:
        text = posted.get(ANSWER + one.name, "").strip()
        if one.filled_by is FilledBy.APPLICANT and text:
            answers[one.name] = _answer(one.kind, text)
    return answers


def _answer(kind: FieldKind, text: str) -> Answer:
    if kind is FieldKind.YES_NO and text in ("yes", "no"):
        return text == "yes"
    if kind is FieldKind.NUMBER and text.isascii() and text.lstrip("-").isdigit():
        return int(text)
    return text


def shown_answer(answer: Answer) -> str:
    """An answer as the text of a control: yes/no, else itself; blank for none."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def _field(
    one: FieldView, form: FormView, filled: Filled, divisions: tuple[parts.Choice, ...]
) -> parts.Field:
    known = filled.known.get(one.name)
    spoke = known is not None and not known.silent
    locked = spoke and known is not None and (known.locked or not one.editable)
    value = filled.typed.get(one.name)
    if known is not None and spoke and (locked or value is None):
        value = known.value
    shown = shown_answer(value)
    problem = filled.problems.get(one.name)
    from_source = spoke and known is not None and shown == shown_answer(known.value)
    options = divisions if one.kind is FieldKind.DIVISION else _options(one)
    return parts.Field(
        name=ANSWER + one.name,
        label=one.label,
        kind=_kind(one, options),
        values=(shown,) if shown else (),
        required=one.required,
        editable=not locked,
        # Nothing is to be filled in where the source has spoken for good.
        hint="" if locked else one.hint or "",
        asked_when=_asked_when(one, form),
        error=problem.message if problem else "",
        options=options,
        source=parts.Source(known.source_name, known.as_of)
        if known and from_source and known.source_name
        else None,
        because=(known and asked_because(known)) or "",
        autocomplete="tel" if one.kind is FieldKind.PHONE else "off",
        max_length=one.max_length,
        shown_when=(ANSWER + one.shown_when.field, one.shown_when.is_in)
        if one.shown_when
        else None,
    )


def _options(one: FieldView) -> tuple[parts.Choice, ...]:
    if one.kind is FieldKind.YES_NO:
        return _YES_NO
    return tuple(parts.Choice(option.value, option.label) for option in one.options)


def _kind(one: FieldView, options: tuple[parts.Choice, ...]) -> parts.FieldKind:
    if one.kind is FieldKind.CHOICE and len(options) > _RADIO_LIMIT:
        return parts.FieldKind.PICK
    if one.kind is FieldKind.DIVISION and options:
        return parts.FieldKind.PICK
    return _KINDS.get(one.kind, parts.FieldKind.TEXT)


def _asked_when(one: FieldView, form: FormView) -> Text | str:
    """For a conditional question, in words when it is asked; "" for any other."""
    if one.shown_when is None:
        return ""
    asked = next((field for field in form.fields if field.name == one.shown_when.field), None)
    if asked is None:
        return ""
    wanted = [choice.label for choice in _options(asked) if choice.value in one.shown_when.is_in]
    zh = "、".join(parts.said(label, "zh-Hans") for label in wanted)
    en = ", ".join(parts.said(label, "en") for label in wanted)
    return Text.of(
        f"仅当“{asked.label.zh}”为“{zh}”时填写。",
        f"Only when “{asked.label.en}” is “{en}”.",
    )
