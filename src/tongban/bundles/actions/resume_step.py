"""Take a step up again 续办: one that could not begin, was not granted or was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.bundles import policies
from tongban.bundles.advancing import advance, go_on, lock, look, start
from tongban.bundles.content import open_problems, seal_content
from tongban.bundles.domain.progress import StepState
from tongban.bundles.queries.bundle_cases import bundle_case
from tongban.bundles.refusals import (
    BundleCaseNotFound,
    BundleChanged,
    BundleNotComplete,
    StepNotOpen,
)
from tongban.bundles.starting import Running, hear_step
from tongban.bundles.views import BundleCaseView
from tongban.cases.api import keep_looks
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal

_OPEN = (StepState.STUCK, StepState.REFUSED, StepState.WITHDRAWN)


def resume_step(
    *,
    actor: Actor,
    bundle_case_id: str,
    step_code: str,
    expected_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    now: datetime,
) -> BundleCaseView:
    """Hand in one step anew, as a fresh case; what waited for it goes on once it is approved.

    ``answers`` by the step's own fields and ``material_blobs`` by its own materials replace what
    was said before; the rest stays. Refuses BundleCaseNotFound, BundleChanged, StepNotOpen (also
    while a step before it is not done), BundleNotComplete with every problem.
    """
    seen = _open(look(bundle_case_id), actor, step_code, expected_version)
    step = seen.bundle.by_code[step_code]
    heard = hear_step(_with(seen, step_code, answers, material_blobs), step, now)
    try:
        with transaction.atomic():
            running = _open(lock(bundle_case_id), actor, step_code, expected_version)
            running = _with(running, step_code, answers, material_blobs)
            if start(running, step, now, heard) is StepState.STUCK:
                kept = running.rows[step_code]
                told = open_problems(running.row.applicant_id, kept.sealed_problems)
                raise BundleNotComplete(told)
            advance(running, now, {})
    except Refusal:
        if heard is not None:
            keep_looks(heard)
        raise
    go_on(bundle_case_id, now)
    return bundle_case(actor, bundle_case_id, now)


def _open(running: Running | None, actor: Actor, step_code: str, expected_version: int) -> Running:
    """The bundle case, when this step of it may be taken up again by this actor."""
    if running is None or not policies.may_change(actor, running.row):
        raise BundleCaseNotFound
    if running.row.version != expected_version:
        raise BundleChanged
    kept = running.rows.get(step_code)
    if kept is None or StepState(kept.state) not in _OPEN or not _turn(running, step_code):
        raise StepNotOpen
    return running


def _turn(running: Running, code: str) -> bool:
    earlier = (running.rows.get(one) for one in running.bundle.by_code[code].after)
    return all(one is None or StepState(one.state) is StepState.DONE for one in earlier)


def _with(
    running: Running, code: str, answers: Mapping[str, Any], blobs: Mapping[str, str]
) -> Running:
    before = running.content.mended.get(code, ({}, {}))
    mended = {**running.content.mended, code: ({**before[0], **answers}, {**before[1], **blobs})}
    content = replace(running.content, mended=mended)
    running.row.sealed = seal_content(running.row.applicant_id, content)
    return replace(running, content=content)
