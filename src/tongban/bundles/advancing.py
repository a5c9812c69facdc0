"""Moves a bundle on: what can start starts, and the whole is told when nothing moves any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tongban.bundles import events
from tongban.bundles.asking import Asked, asked_of, blobs_for
from tongban.bundles.content import open_content
from tongban.bundles.domain.definition import Step
from tongban.bundles.domain.progress import BundleState, StepState, plan
from tongban.bundles.models import BundleCase, BundleStep
from tongban.bundles.published import bundle_version
from tongban.bundles.signer import signer_of
from tongban.bundles.starting import PLATFORM, Running, hear_step, start_step
from tongban.cases.api import Heard, keep_looks
from tongban.jobs.api import publish
from tongban.ledger.api import record

_TOLD = {
    StepState.STUCK: events.BUNDLE_STEP_STUCK,
    StepState.RUNNING: events.BUNDLE_STEP_STARTED,
    StepState.DONE: events.BUNDLE_STEP_STARTED,
}


def lock(bundle_case_id: str) -> Running | None:
    """Lock a bundle case and read what it needs to go on; None when there is none."""
    return _read(BundleCase.objects.select_for_update(), bundle_case_id)


def look(bundle_case_id: str) -> Running | None:
    """The same without the lock, to ask what its next steps need."""
    return _read(BundleCase.objects.all(), bundle_case_id)


def _read(cases: QuerySet[BundleCase], bundle_case_id: str) -> Running | None:
    row = cases.filter(id=bundle_case_id).order_by("id").first()
    if row is None:
        return None
    rows = BundleStep.objects.filter(bundle=row).order_by("id")
    return Running(
        row=row,
        bundle=bundle_version(row.bundle_code, row.bundle_version),
        rows={kept.code: kept for kept in rows},
        content=open_content(row.applicant_id, row.sealed),
    )


def hear_next(running: Running, now: datetime) -> dict[str, Heard | None]:
    """By step whose turn it is what its sources say; they may take seconds: nothing is locked."""
    ready = plan(running.steps, _states(running)).ready
    return {code: hear_step(running, running.bundle.by_code[code], now) for code in ready}


def go_on(bundle_case_id: str, now: datetime) -> None:
    """Start every step whose turn it is, wave by wave, each wave asked for before its lock.

    Who was quicker has started a step already: what was looked at for it stays in evidence. A wave
    starts one step at least, here or in a worker that was quicker, so there are no more waves than
    steps; what is ready after that is taken up with the next event of the bundle.
    """
    seen = look(bundle_case_id)
    for _ in seen.steps if seen else ():
        heard = hear_next(seen, now) if seen else {}
        if not heard:
            return
        with transaction.atomic():
            running = lock(bundle_case_id)
            begun = advance(running, now, heard) if running else set()
        for code in heard.keys() - begun:
            if (unused := heard[code]) is not None:
                keep_looks(unused)
        seen = look(bundle_case_id)


def advance(running: Running, now: datetime, heard: Mapping[str, Heard | None]) -> set[str]:
    """Start the steps whose turn it is and that were heard for; which. The caller holds the lock.

    A step that is decided at once makes others ready: ``go_on`` asks for them and starts them.
    """
    asked: Asked | None = None
    begun = [code for code in plan(running.steps, _states(running)).ready if code in heard]
    for code in begun:
        asked = asked or _asked(running, now)
        start(running, running.bundle.by_code[code], now, heard[code], asked)
    _settle(running, now)
    return set(begun)


def start(
    running: Running,
    step: Step,
    now: datetime,
    heard: Heard | None,
    asked: Asked | None = None,
) -> StepState:
    """Start one step with what was handed in for it, and tell of it."""
    kept = start_step(running, step, *said_for(running, step, now, asked), heard, now)
    state = StepState(kept.state)
    tell(running, _TOLD.get(state, events.BUNDLE_STEP_ENDED), now, kept)
    return state


def said_for(
    running: Running, step: Step, now: datetime, asked: Asked | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers and uploads of one step by its own names, as handed in or mended since."""
    asked = asked or _asked(running, now)
    answers, blobs = running.content.mended.get(step.code, ({}, {}))
    return (
        {**asked.merged.answers_for(step, running.content.answers), **answers},
        {**blobs_for(asked, step, running.content.blobs), **blobs},
    )


def _asked(running: Running, now: datetime) -> Asked:
    """Which question goes to which step; the sources are asked again by each case itself."""
    signer, _ = signer_of(running.row.signer_id, running.row.signer)
    return asked_of(signer, running.bundle, running.content.answers, now, look_up=False)


def _settle(running: Running, now: datetime) -> None:
    row = running.row
    state = plan(running.steps, _states(running)).state
    changed = state.value != row.state
    row.state = state.value
    row.closed_at = None if state is BundleState.UNDER_WAY else row.closed_at or now
    row.version += 1
    row.save()
    if changed and state is not BundleState.UNDER_WAY:
        tell(running, events.BUNDLE_CLOSED, now)


def _states(running: Running) -> dict[str, StepState]:
    return {code: StepState(kept.state) for code, kept in running.rows.items()}


def tell(running: Running, event: str, now: datetime, kept: BundleStep | None = None) -> None:
    """Evidence and outbox of one thing that happened: ids and codes only."""
    row = running.row
    facts: dict[str, Any] = {
        "number": row.number,
        "bundle": row.bundle_code,
        "version": row.bundle_version,
        "state": row.state,
    }
    if kept is not None:
        facts |= {
            "step": kept.code,
            "step_state": kept.state,
            "attempt": kept.attempt,
            "case": kept.case_id,
        }
    name = "".join(f"-{c.lower()}" if c.isupper() else c for c in event).lstrip("-")
    record(kind=f"bundles.{name}", about=row.id, facts=facts, actor=PLATFORM, now=now,
           subject_id=row.applicant_id)  # fmt: skip
    publish(event=event, aggregate=row.id, payload={"bundle_case": row.id, **facts}, now=now)
