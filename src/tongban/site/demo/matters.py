"""Whole matters 一件事 of the invented people: a firm is founded, a child starts school."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from tongban.bundles.api import (
    BundleForm,
    BundleState,
    StepState,
    bundle,
    bundle_case,
    bundle_form,
    bundle_questions,
    bundles,
    submit_bundle,
)
from tongban.cases.api import case
from tongban.kernel.actor import Actor, Channel
from tongban.seals.api import STATEMENT_CODE, Agreement, Proof
from tongban.site.demo.filling import acting, sent_with_papers, typed, upload
from tongban.site.demo.handling import handle, pay, while_a_worker_moves
from tongban.site.demo.population import Person

_AGREED = Agreement(STATEMENT_CODE, Proof.DEMO)


@dataclass(frozen=True, slots=True)
class Matter:
    """How often a year per 1,000 residents, and at which ages people apply."""

    yearly: float
    ages: range


MATTERS: Mapping[str, Matter] = {
    "jiaoyu-ruxue": Matter(24, range(28, 46)),  # 34 million began primary or middle school, 2022
    "shenhou": Matter(7.4, range(30, 80)),  # 10.4 million deaths, 2022; a relative applies
    "tuixiu": Matter(7, range(60, 66)),  # estimated
    "qiye-kaiban": Matter(6.1, range(22, 60)),  # 8.63 million firms, 2022
}
"""Sources: statistical bulletins of education and of the economy, 2022. Births are left out: few
invented people are younger than 25 days."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A bundle case under way, and who applied."""

    id: str
    applicant: Actor


def begin_matter(
    code: str, adults: list[Person], token: str, clerk: Actor, now: datetime, random: Random
) -> list[Begun]:
    """Somebody it may concern fills the one form in; empty where the pack has no such bundle.

    Refuses what ``submit_bundle`` refuses.
    """
    concerned = [one for one in adults if one.age(now.date()) in MATTERS[code].ages]
    if not concerned or code not in {one.code for one in bundles()}:
        return []
    person = random.choice(concerned)
    me = acting(person, Channel.MOBILE, clerk)
    first = {field.name: typed(field, person) for field in bundle_questions(code).fields}
    asked = bundle_form(me, code, first, now)
    given: dict[str, Any] = {
        "actor": me,
        "bundle_code": code,
        "bundle_version": bundle(code).bundle.version,
        "answers": first | _filled(asked, person),
        "idempotency_token": token,
        "agreement": _AGREED,
        "now": now,
    }
    blobs = {one.name: upload(me, now) for one in asked.materials if one.must_bring}

    def send(handed: dict[str, str]) -> str:
        return submit_bundle(**given, material_blobs=handed).id

    return [Begun(sent_with_papers(send, me, blobs, now), me)]


def _filled(asked: BundleForm, person: Person) -> dict[str, Any]:
    said = {each.name for each in asked.known if not each.silent}
    return {
        field.name: typed(field, person)
        for field in asked.form.fields
        if field.required and field.name not in said
    }


def go_on(officer: Actor, begun: list[Begun]) -> int:
    """Officers decide step by step, applicants pay; how many matters came to their end.

    A worker begins each next step. Where none runs, at the very first start, officers find the
    first steps decided and the rest comes to them later.
    """
    left = while_a_worker_moves(begun, lambda one, now: _one_round(officer, one, now))
    return len(begun) - len(left)


def _one_round(officer: Actor, matter: Begun, now: datetime) -> bool:
    """Whether nothing is left to do; what can be decided or paid now is."""
    known = bundle_case(matter.applicant, matter.id, now)
    running = [one for one in known.steps if one.state is StepState.RUNNING and one.case_id]
    for step in running:
        found = case(officer, step.case_id or "", now)
        if not found.state.closed and not handle(officer, found, now):
            pay(matter.applicant, found, now)
    return known.state in (BundleState.DONE, BundleState.PARTLY, BundleState.WITHDRAWN)
