"""What a bundle asks of one actor: steps taken, forms, what is known, materials, faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tongban.bundles.domain.definition import Bundle, Step, situation_of
from tongban.bundles.domain.order import before
from tongban.bundles.merging import MergedForm, Place, merge, own_questions
from tongban.bundles.refusals import BundleNotComplete
from tongban.bundles.signer import party_of
from tongban.bundles.views import AskedMaterial
from tongban.catalogue.api import ItemView, MaterialView, Necessity, guide_item, published_item
from tongban.forms.api import (
    Answer,
    FormNotComplete,
    FormView,
    PrefilledField,
    form,
    judge,
    prefill,
    validate,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.zones.api import AssessmentView, assessment_for


@dataclass(frozen=True, slots=True)
class Asked:
    """A bundle as it is asked of one actor, once the bundle's own questions are answered.

    ``known`` holds by step what the sources know for its form; ``home_of`` gives each material of
    a step the name of its one upload.
    """

    bundle: Bundle
    steps: tuple[Step, ...]
    items: Mapping[str, ItemView]
    merged: MergedForm
    known: Mapping[str, tuple[PrefilledField, ...]]
    materials: tuple[AskedMaterial, ...]
    home_of: Mapping[Place, str]

    @property
    def fields_of_items(self) -> int:
        """How many questions the items would ask one by one."""
        return len(self.merged.name_of)

    def known_once(self) -> tuple[PrefilledField, ...]:
        """What sources know, by merged name: one that answered goes before one that is silent."""
        best: dict[str, PrefilledField] = {}
        for step in self.steps:
            for field in self.known.get(step.code, ()):
                name = self.merged.name_of.get((step.code, field.name))
                stands = best.get(name or "")
                if name and (stands is None or (stands.silent and not field.silent)):
                    best[name] = replace(field, name=name)
        return tuple(best.values())


def questions_first(bundle: Bundle) -> FormView:
    """The bundle's own questions as a form; without sections when it asks none."""
    return own_questions(bundle, form(bundle.form) if bundle.form else None)


def faults_first(bundle: Bundle, answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """What is wrong with the answers to the bundle's own questions."""
    return judge(questions_first(bundle), answers)[1]


def asked_of(
    actor: Actor,
    bundle: Bundle,
    answers: Mapping[str, Answer],
    now: datetime,
    *,
    look_up: bool = True,
) -> Asked:
    """Everything the steps that ``answers`` take ask; sources are asked, with evidence of it.

    With ``look_up`` off they are not. A firm that does not exist yet has nothing to look up.
    Refuses what ``published_item``, ``prefill`` and ``party_of`` refuse.
    """
    steps = bundle.taken(answers)
    read = published_item if look_up else guide_item
    items = {step.code: read(step.item) for step in steps}
    forms = {
        code: form(item.form_code) for code, item in items.items() if item.form_code is not None
    }
    known = {
        step.code: _known(actor, step, items[step.code], now)
        for step in steps
        if look_up and step.code in forms and step.founder is None
    }
    merged = merge(bundle, steps, forms, alone=actor.on_behalf_of is None)
    sites = {
        (step.code, field.element_id): merged.name_of.get((step.code, field.name), "")
        for step in steps
        for field in (forms[step.code].fields if step.code in forms else ())
    }
    materials, home_of = _materials(steps, items, known, answers, sites)
    return Asked(
        bundle=bundle,
        steps=steps,
        items=items,
        merged=merged,
        known=known,
        materials=materials,
        home_of=home_of,
    )


def _known(actor: Actor, step: Step, item: ItemView, now: datetime) -> tuple[PrefilledField, ...]:
    party = party_of(actor, step, None, local_date(now))
    if party.acts_for is None or not item.articles or item.form_code is None:
        return ()
    return prefill(
        actor=party,
        form_code=item.form_code,
        subject_id=party.acts_for,
        item_code=item.code,
        purpose=item.articles[0],
        now=now,
    )


def effective(asked: Asked, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers as they count: a source's where it is locked or nothing was typed."""
    answers = dict(typed)
    for field in asked.known_once():
        if not field.silent and (field.locked or field.name not in typed):
            answers[field.name] = field.value
    return answers


def judge_all(
    asked: Asked, answers: Mapping[str, Answer]
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Clean answers by merged name, and every fault of every step's own form, each told once."""
    clean: dict[str, Answer] = {}
    problems: dict[str, Problem] = {}
    for step in asked.steps:
        code = asked.items[step.code].form_code
        if code is None:
            continue
        given = asked.merged.answers_for(step, answers)
        try:
            passed = validate(code, given, prefilled=asked.known.get(step.code, ()))
        except FormNotComplete as refused:
            for problem in refused.problems:
                if problem.where not in step.filled:
                    named = placed(asked, step, problem)
                    problems.setdefault(named.where, named)
            continue
        for field, answer in passed.items():
            name = asked.merged.name_of.get((step.code, field))
            if name:
                clean[name] = answer
    return clean, tuple(problems.values())


def area_of(
    asked: AskedMaterial, answers: Mapping[str, Answer], now: datetime
) -> AssessmentView | None:
    """The zone's assessment that does for a material, by the site as answered; None: it is asked.

    Public facts only.
    """
    site = answers.get(asked.site_field) if asked.site_field else None
    return assessment_for(asked.material.area_kind, str(site), now) if site else None


def not_brought(
    asked: Asked, blobs: Mapping[str, str], answers: Mapping[str, Answer], now: datetime
) -> tuple[Problem, ...]:
    """A problem for each material that has to be brought and was not."""
    return tuple(
        Problem(
            f"material:{one.name}",
            "bundles.material_missing",
            Text.of(f"还没有上传“{one.material.name.zh}”。",
                    f"“{one.material.name.en}” is not attached yet."),
            one.material.fallback or Text.of("请选择文件上传。", "Choose a file."),
        )
        for one in asked.materials
        if one.must_bring and one.name not in blobs and area_of(one, answers, now) is None
    )  # fmt: skip


def checked(
    actor: Actor,
    bundle: Bundle,
    answers: Mapping[str, Any],
    blobs: Mapping[str, str],
    now: datetime,
) -> tuple[Asked, dict[str, Any]]:
    """The bundle as asked of this actor and the clean answers; refuses BundleNotComplete."""
    wrong = faults_first(bundle, answers)
    if wrong:
        raise BundleNotComplete(wrong)
    asked = asked_of(actor, bundle, answers, now)
    counted = effective(asked, answers)
    problems = (*judge_all(asked, counted)[1], *not_brought(asked, blobs, counted, now))
    if problems:
        raise BundleNotComplete(problems)
    return asked, counted


def placed(asked: Asked, step: Step, problem: Problem) -> Problem:
    """A fault of a step's form or material, where the one form shows it."""
    place = (step.code, problem.where.removeprefix("material:"))
    material = problem.where.startswith("material:")
    name = asked.home_of.get(place) if material else asked.merged.name_of.get(place)
    where = name or ".".join(place)
    return Problem(
        f"material:{where}" if material else where, problem.code, problem.message, problem.mend
    )


def blobs_for(asked: Asked, step: Step, blobs: Mapping[str, str]) -> dict[str, str]:
    """The uploads of one step by its own material codes."""
    return {
        code: blobs[name]
        for (of, code), name in asked.home_of.items()
        if of == step.code and name in blobs
    }


def _materials(
    steps: Sequence[Step],
    items: Mapping[str, ItemView],
    known: Mapping[str, tuple[PrefilledField, ...]],
    answers: Mapping[str, Answer],
    sites: Mapping[tuple[str, str | None], str],
) -> tuple[tuple[AskedMaterial, ...], dict[Place, str]]:
    """The materials of all steps, each once, and the name of its one upload by (step, code)."""
    by_code = {step.code: step for step in steps}
    first: dict[object, AskedMaterial] = {}
    home_of: dict[Place, str] = {}
    for step in steps:
        for material in items[step.code].materials_for(situation_of(step, answers)):
            result = _result_of(material, step, by_code, items)
            asked = AskedMaterial(
                name=f"{step.code}.{material.code}",
                material=material,
                item=items[step.code],
                step=step,
                comes_from=result,
                must_bring=result is None and _must_bring(material, known.get(step.code, ())),
                site_field=sites.get((step.code, material.site_element or None), "")
                if material.area_kind
                else "",
            )
            stands = first.setdefault(_material_key(material, step), asked)
            home_of[step.code, material.code] = stands.name
    return tuple(first.values()), home_of


def _must_bring(material: MaterialView, known: Sequence[PrefilledField]) -> bool:
    if material.necessity is not Necessity.REQUIRED or material.satisfied_by is not None:
        return False
    silent = {field.element_id for field in known if field.silent}
    return material.source_code is None or bool(silent & set(material.element_ids))


def _material_key(material: MaterialView, step: Step) -> object:
    if material.satisfied_by is not None:
        return ("certificate", material.satisfied_by, material.borrowed or step.party)
    if material.source_code is not None:
        return ("source", material.source_code, material.element_ids, step.party)
    return ("upload", material.code, material.name)


def _result_of(
    material: MaterialView, step: Step, steps: Mapping[str, Step], items: Mapping[str, ItemView]
) -> Text | None:
    if material.satisfied_by is None:
        return None
    for code in steps:
        given = items[code].certificate_type_code
        if code in before(steps, step.code) and given == material.satisfied_by:
            return items[code].title
    return None
