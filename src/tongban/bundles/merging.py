"""One form out of the forms of all steps 一表申请: each question asked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongban.bundles.domain.definition import APPLICANT, KEYBOARD, QUESTION, TAKE, Bundle, Step
from tongban.forms.api import (
    Answer,
    FieldKind,
    FieldView,
    FilledBy,
    FormView,
    SectionView,
    ShownWhen,
    SubjectRole,
)
from tongban.kernel.text import Text

Place = tuple[str, str]
"""A question of one step: (step code, field name)."""
_QUESTIONS = Text.of("先回答几个问题", "A few questions first")


@dataclass(frozen=True, slots=True)
class MergedForm:
    """The one form, and where each answer goes: ``name_of`` every (step, field) has one name."""

    form: FormView
    name_of: Mapping[Place, str]

    def members(self, name: str) -> tuple[Place, ...]:
        """Every question of a step that this one answer is for."""
        return tuple(place for place, merged in self.name_of.items() if merged == name)

    def answers_for(self, step: Step, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """What one step's own form gets out of the merged answers; blanks are left out."""
        found: dict[str, Answer] = {
            field: answers[name]
            for (code, field), name in self.name_of.items()
            if code == step.code and name in answers
        }
        return found | dict(step.given)


def merge(
    bundle: Bundle, steps: Sequence[Step], forms: Mapping[str, FormView], *, alone: bool
) -> MergedForm:
    """The forms of the ``steps`` that are taken as one; ``forms`` by step code.

    Two questions are one when they ask the same data element of the same party, when they are free
    and alike in name, label and kind, or when the bundle says so. What the bundle knows or an
    earlier step results in is not asked. ``alone``: whoever is at the keyboard applies for
    themselves, so that the two are one party.
    """
    asked = list(_asked(steps, forms))
    first = _groups(bundle, asked, alone)
    members: dict[Place, list[tuple[Step, FieldView]]] = {}
    for step, field in asked:
        members.setdefault(first[step.code, field.name], []).append((step, field))
    name_of = {place: ".".join(root) for place, root in first.items()}
    sections: list[SectionView] = []
    for step in steps:
        for section in forms[step.code].sections if step.code in forms else ():
            fields = tuple(
                _merged(members[step.code, field.name], name_of)
                for field in section.fields
                if first.get((step.code, field.name)) == (step.code, field.name)
            )
            sections = _with(sections, section.title, fields)
    form = FormView(bundle.code, bundle.version, "", bundle.name, tuple(sections))
    return MergedForm(form, name_of)


def own_questions(bundle: Bundle, own: FormView | None) -> FormView:
    """What the bundle itself asks first: its own questions, and which optional steps to take."""
    questions = [
        replace(
            field,
            name=QUESTION + field.name,
            shown_when=replace(field.shown_when, field=QUESTION + field.shown_when.field)
            if field.shown_when
            else None,
        )
        for field in (own.fields if own else ())
    ]
    choices = [_take(step) for step in bundle.steps if step.optional is not None]
    section = SectionView(own.title if own else _QUESTIONS, (*questions, *choices))
    sections = (section,) if section.fields else ()
    return FormView(bundle.code, bundle.version, "", bundle.name, sections)


def _asked(
    steps: Sequence[Step], forms: Mapping[str, FormView]
) -> Iterator[tuple[Step, FieldView]]:
    for step in steps:
        for field in forms[step.code].fields if step.code in forms else ():
            known = field.name in step.given or field.name in step.filled
            if field.filled_by is FilledBy.APPLICANT and not known and _arises(step, field):
                yield step, field


def _arises(step: Step, field: FieldView) -> bool:
    """Whether it can be asked at all, given what the bundle answers by itself."""
    condition = field.shown_when
    if condition is None or condition.field not in step.given:
        return True
    said = step.given[condition.field]
    return (("yes" if said else "no") if isinstance(said, bool) else str(said)) in condition.is_in


def _groups(
    bundle: Bundle, asked: Sequence[tuple[Step, FieldView]], alone: bool
) -> dict[Place, Place]:
    """Every question with the first one it is the same as."""
    places = [(step.code, field.name) for step, field in asked]
    root: dict[Place, Place] = dict(zip(places, places, strict=True))
    place_order = {place: at for at, place in enumerate(root)}

    def find(place: Place) -> Place:
        while root[place] != place:
            place = root[place]
        return place

    def join(one: Place, other: Place) -> None:
        low, high = sorted((find(one), find(other)), key=place_order.__getitem__)
        root[high] = low

    alike: dict[object, Place] = {}
    for step, field in asked:
        place = (step.code, field.name)
        join(alike.setdefault(_key(step, field, alone), place), place)
    for group in bundle.same:
        together = [place for place in map(_place, group) if place in root]
        for place in together[1:]:
            join(together[0], place)
    return {place: find(place) for place in root}


def _key(step: Step, field: FieldView, alone: bool) -> object:
    if field.element_id is None:
        return (field.name, field.label, field.kind, field.options)
    about = KEYBOARD if field.subject_role is SubjectRole.APPLICANT else step.party
    return (field.element_id, APPLICANT if alone and about == KEYBOARD else about)


def _place(written: str) -> Place:
    step, _, field = written.partition(".")
    return step, field


def _merged(members: Sequence[tuple[Step, FieldView]], name_of: Mapping[Place, str]) -> FieldView:
    """One question for all: in the words of the first, with the data element of any."""
    step, field = next((one for one in members if one[1].element_id), members[0])
    home, first = members[0]
    conditions = {_condition(each, one, name_of) for each, one in members}
    return replace(
        field,
        name=name_of[home.code, first.name],
        label=first.label,
        # Asked whenever one of them is; then it may not be needed, which each step's form judges.
        required=len(conditions) == 1 and any(one.required for _, one in members),
        shown_when=conditions.pop() if len(conditions) == 1 else None,
        editable=all(one.editable for _, one in members if one.element_id),
        hint=next((one.hint for _, one in members if one.hint), None),
        # Parties differ from step to step: whose fact it is was settled when they were merged.
        subject_role=field.subject_role if step.party == APPLICANT else SubjectRole.APPLICANT,
    )


def _condition(step: Step, field: FieldView, name_of: Mapping[Place, str]) -> ShownWhen | None:
    inner = field.shown_when
    if inner is None or (step.code, inner.field) not in name_of:
        return None
    return ShownWhen(name_of[step.code, inner.field], inner.is_in)


def _take(step: Step) -> FieldView:
    return FieldView(
        name=TAKE + step.code,
        element_id=None,
        label=step.optional or Text(()),
        kind=FieldKind.YES_NO,
        required=True,
        options=(),
        hint=None,
        editable=True,
        shown_when=None,
        subject_role=SubjectRole.APPLICANT,
    )


def _with(
    sections: list[SectionView], title: Text, fields: tuple[FieldView, ...]
) -> list[SectionView]:
    """The sections with these fields added, under the title where it stands already."""
    if not fields:
        return sections
    for at, section in enumerate(sections):
        if section.title == title:
            grown = SectionView(title, section.fields + fields)
            return [*sections[:at], grown, *sections[at + 1 :]]
    return [*sections, SectionView(title, fields)]
