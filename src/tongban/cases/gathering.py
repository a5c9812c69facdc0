"""Puts together what a case is decided on: answers, facts with their sources, materials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.cases.asking import Heard
from tongban.cases.handed_files import handed_file, unreadable
from tongban.cases.refusals import MaterialsMissing
from tongban.cases.standing_in import area_standing_in, kept_for, record_use, standing_in
from tongban.cases.views.case import Unheard
from tongban.cases.views.material import MaterialView, MaterialWay
from tongban.catalogue.api import ItemView, Necessity
from tongban.catalogue.api import MaterialView as AskedMaterial
from tongban.decisions.api import ANSWER, FactSource
from tongban.elements.api import Asked, record_looks
from tongban.forms.api import PrefilledField, validate
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.zones.api import AssessmentView, use_assessment


@dataclass(frozen=True, slots=True)
class Gathered:
    """Checked answers by field, facts by element with where each came from, materials.

    ``vouched`` names the source of each answer that is exactly what its source said, by field;
    ``unheard``, by element, each source that might know and was not heard.
    """

    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    sources: Mapping[str, FactSource]
    materials: tuple[MaterialView, ...]
    vouched: Mapping[str, FactSource]
    unheard: Mapping[str, Unheard]


def gather(
    *,
    actor: Actor,
    subject_id: str,
    item: ItemView,
    heard: Heard,
    situation: str | None,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    case_id: str,
    now: datetime,
) -> Gathered:
    """Check answers and materials against what the sources said, and record the looks.

    What a source holds and locks is taken from the source, whatever was posted. A typed answer is a
    fact only for elements without a source: rules decide on trusted data. Refuses forms'
    FormNotComplete, MaterialsMissing.
    """
    record_looks(heard.said.looks)
    filled = heard.said.fields
    checked = validate(item.form_code, answers, prefilled=filled) if item.form_code else {}
    facts, sources = _from_prefill(filled)
    for value in heard.said.more:
        if not value.silent and value.source is not None:
            facts[value.element_id] = value.value
            sources[value.element_id] = FactSource(
                value.source.code, value.as_of.isoformat() if value.as_of else ""
            )
    _add_answers(filled, checked, facts, sources)
    materials = _materials(actor, subject_id, item, situation, material_blobs, facts, case_id, now)
    vouched = _vouched(filled, checked, sources)
    return Gathered(checked, facts, sources, materials, vouched, _unheard(heard.said.looks))


def _unheard(looks: Iterable[Asked]) -> dict[str, Unheard]:
    return {
        value.element_id: Unheard(value.source.code, value.why)
        for look in looks
        for value in look.values
        if value.source and value.why and value.why.unheard
    }


def _vouched(
    filled: Iterable[PrefilledField],
    checked: Mapping[str, Any],
    sources: Mapping[str, FactSource],
) -> dict[str, FactSource]:
    return {
        field.name: sources[field.element_id]
        for field in filled
        if field.element_id
        and field.source_code
        and not field.silent
        and field.element_id in sources
        and checked.get(field.name) == field.value
    }


def _from_prefill(
    filled: Iterable[PrefilledField],
) -> tuple[dict[str, Any], dict[str, FactSource]]:
    facts: dict[str, Any] = {}
    sources: dict[str, FactSource] = {}
    for field in filled:
        if field.element_id and field.source_code and not field.silent:
            facts[field.element_id] = field.value
            as_of = field.as_of.isoformat() if field.as_of else ""
            sources[field.element_id] = FactSource(field.source_code, as_of)
    return facts, sources


def _add_answers(
    filled: Iterable[PrefilledField],
    answers: Mapping[str, Any],
    facts: dict[str, Any],
    sources: dict[str, FactSource],
) -> None:
    for field in filled:
        answer = answers.get(field.name)
        if field.source_code or not field.element_id or answer is None:
            continue
        if field.element_id not in facts:
            facts[field.element_id] = answer
            sources[field.element_id] = ANSWER


def _materials(
    actor: Actor,
    subject_id: str,
    item: ItemView,
    situation: str | None,
    blobs: Mapping[str, str],
    facts: Mapping[str, Any],
    case_id: str,
    now: datetime,
) -> tuple[MaterialView, ...]:
    supplied, stood_in, problems = [], [], []
    areas: list[tuple[str, AssessmentView]] = []
    for asked in item.materials_for(situation):
        if asked.source_code and asked.element_ids and all_held(asked.element_ids, facts):
            way = MaterialWay.SOURCE
            supplied.append(MaterialView(asked.code, asked.name, way, asked.source_code))
        elif (found := standing_in(actor, subject_id, asked, now)) is not None:
            way = MaterialWay.CERTIFICATE
            supplied.append(MaterialView(asked.code, asked.name, way, found.certificate_id))
            stood_in.append(found)
        elif (area := area_standing_in(asked, facts, now)) is not None:
            supplied.append(MaterialView(asked.code, asked.name, MaterialWay.ZONE, area.number))
            areas.append((asked.code, area))
        elif (handed := _handed_in(actor, subject_id, item.code, asked, blobs, now)) is not None:
            supplied.append(handed)
        elif asked.necessity is Necessity.REQUIRED or blobs.get(asked.code):
            problems.append(_missing(asked, blobs))
    if problems:
        raise MaterialsMissing(problems)
    for found in stood_in:
        record_use(actor, found, item, case_id, now)
    for code, area in areas:
        use_assessment(actor=actor, used=area, case_id=case_id, material_code=code, now=now)
    return tuple(supplied)


def _handed_in(
    actor: Actor,
    subject_id: str,
    item_code: str,
    asked: AskedMaterial,
    blobs: Mapping[str, str],
    now: datetime,
) -> MaterialView | None:
    if (kept := kept_for(subject_id, asked, now)) is not None:
        return MaterialView(asked.code, asked.name, MaterialWay.KEPT, kept.blob_id)
    return handed_file(actor, subject_id, item_code, asked, blobs.get(asked.code))


def all_held(element_ids: Iterable[str], facts: Mapping[str, Any]) -> bool:
    """Whether the sources hold all of it: “no photograph on file” is an answer, not the photo."""
    return all(_says_something(facts.get(element)) for element in element_ids)


def _says_something(value: object) -> bool:
    return value is not None and value is not False and value != ""


def _missing(asked: AskedMaterial, blobs: Mapping[str, str]) -> Problem:
    if blobs.get(asked.code):
        return unreadable(asked)
    fallback = asked.fallback or Text.of("请上传这份材料。", "Please upload it.")
    why = (
        Text.of(
            f"数据来源目前没有提供“{asked.name.zh}”。",
            f"The source holds no “{asked.name.en}” for you at present.",
        )
        if asked.already_held
        else Text.of(f"缺少“{asked.name.zh}”。", f"“{asked.name.en}” is missing.")
    )
    return Problem(f"material:{asked.code}", "cases.material_missing", why, fallback)
