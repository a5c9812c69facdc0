"""Starts a step: hands in its own application through the door of cases, in the signer's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.bundles.content import Content, seal_problems
from tongban.bundles.domain.definition import Bundle, Step, situation_of
from tongban.bundles.domain.order import before
from tongban.bundles.domain.progress import StepState
from tongban.bundles.models import BundleCase, BundleStep
from tongban.bundles.signer import party_of, signer_of
from tongban.cases.api import CaseState, CaseView, Heard, hear_before, submit_case
from tongban.catalogue.api import published_item
from tongban.certificates.api import certificate
from tongban.identity.api import subjects
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.seals.api import Agreement

PLATFORM = Actor.system("bundles")
_ENDED = {
    CaseState.APPROVED: StepState.DONE,
    CaseState.REVOKED: StepState.DONE,
    CaseState.DENIED: StepState.REFUSED,
    CaseState.NOT_ACCEPTED: StepState.REFUSED,
    CaseState.WITHDRAWN: StepState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Running:
    """A locked bundle case with its definition, its rows by step and what was handed in."""

    row: BundleCase
    bundle: Bundle
    rows: dict[str, BundleStep]
    content: Content

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that were taken, in order."""
        return tuple(step for step in self.bundle.steps if step.code in self.rows)


def hear_step(running: Running, step: Step, now: datetime) -> Heard | None:
    """What the sources say for the case of a step; None where it cannot begin, as it will tell."""
    try:
        party, _ = _party(running, step, now)
        situation = situation_of(step, running.content.answers)
        return hear_before(actor=party, item_code=step.item, situation=situation, now=now)
    except Refusal:
        return None


def start_step(running: Running, step: Step, answers: dict[str, Any], blobs: dict[str, str],
               heard: Heard | None, now: datetime) -> BundleStep:  # fmt: skip
    """Hand in the application of one step; its row then runs, is done, or is stuck with reasons.

    Exactly once: the token names bundle, step and attempt, and the row changes in the caller's
    transaction together with the case. A refusal undoes the case and nothing else.
    """
    kept = running.rows[step.code]
    kept.attempt += 1
    kept.sealed_problems = None
    kept.case_id = kept.certificate_id = None
    try:
        with transaction.atomic():
            view = _hand_in(running, step, kept, answers, blobs, heard, now)
    except Refusal as refused:
        kept.state = StepState.STUCK.value
        kept.sealed_problems = seal_problems(running.row.applicant_id, refused.every_problem)
    else:
        kept.case_id = view.id
        kept.started_at, kept.ended_at = now, None
        follow(kept, view, now)
    kept.save()
    return kept


def follow(kept: BundleStep, view: CaseView, now: datetime) -> bool:
    """Bring the row in line with its case; whether it has ended."""
    ended = _ENDED.get(view.state)
    kept.state = (ended or StepState.RUNNING).value
    if ended is None:
        return False
    kept.ended_at = now
    kept.certificate_id = view.certificate_ids[-1] if view.certificate_ids else None
    return True


def _hand_in(
    running: Running,
    step: Step,
    kept: BundleStep,
    answers: dict[str, Any],
    blobs: dict[str, str],
    heard: Heard | None,
    now: datetime,
) -> CaseView:
    party, agreement = _party(running, step, now)
    kept.party_id = party.acts_for
    item = published_item(step.item)
    return submit_case(
        actor=party,
        item_code=item.code,
        item_version=item.version,
        answers={**answers, **_results(running, step)},
        material_blobs=blobs,
        situation=situation_of(step, running.content.answers),
        idempotency_token=f"{running.row.id}-{step.code[:24]}-{kept.attempt}",
        channel=party.channel,
        agreement=agreement,
        before=heard,
        now=now,
    )


def _party(running: Running, step: Step, now: datetime) -> tuple[Actor, Agreement]:
    signer, agreement = signer_of(running.row.signer_id, running.row.signer)
    return party_of(signer, step, _founded(running, step), local_date(now)), agreement


def _founded(running: Running, step: Step) -> str | None:
    founder = running.rows.get(step.founder or "")
    if founder is None or founder.certificate_id is None:
        return None
    return certificate(PLATFORM, founder.certificate_id).holder_id


def _results(running: Running, step: Step) -> dict[str, str]:
    """What earlier steps resulted in, for the fields the bundle fills from there."""
    filled = {}
    for name, written in step.filled.items():
        code, _, part = written.partition(".")
        earlier = running.rows.get(code)
        known = before(running.bundle.by_code, step.code)
        if earlier is None or earlier.certificate_id is None or code not in known:
            continue
        said = _part(earlier.certificate_id, part)
        if said:
            filled[name] = said
    return filled


def _part(certificate_id: str, part: str) -> str:
    found = certificate(PLATFORM, certificate_id)
    if part == "number":
        return found.number
    if part == "holder":
        return found.holder_name
    if part == "identifier":
        return subjects(PLATFORM, [found.holder_id])[found.holder_id].masked_identifier
    return next((field.value for field in found.fields if field.name == part), "")
