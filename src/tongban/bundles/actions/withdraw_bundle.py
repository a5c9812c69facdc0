"""Withdraw a bundle 撤回: what is not decided yet ends; what was granted stays granted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.bundles import policies
from tongban.bundles.advancing import advance, lock
from tongban.bundles.domain.progress import StepState
from tongban.bundles.queries.bundle_cases import bundle_case
from tongban.bundles.refusals import BundleCaseNotFound, BundleChanged
from tongban.bundles.starting import PLATFORM, Running, follow
from tongban.bundles.views import BundleCaseView
from tongban.cases.api import StepNotPossible, case, withdraw_case
from tongban.kernel.actor import Actor, ActorKind


def withdraw_bundle(
    *, actor: Actor, bundle_case_id: str, expected_version: int, now: datetime
) -> BundleCaseView:
    """Take back every step that is not decided. Steps that are done keep their results.

    Refuses BundleCaseNotFound, BundleChanged.
    """
    with transaction.atomic():
        running = lock(bundle_case_id)
        if running is None or not policies.may_change(actor, running.row):
            raise BundleCaseNotFound
        if running.row.version != expected_version:
            raise BundleChanged
        for kept in running.rows.values():
            state = StepState(kept.state)
            if state is StepState.RUNNING:
                _withdraw(running, kept.code, now)
            elif state in (StepState.WAITING, StepState.STUCK):
                kept.state, kept.ended_at = StepState.WITHDRAWN.value, now
                kept.save()
        advance(running, now, {})
    return bundle_case(actor, bundle_case_id, now)


def _withdraw(running: Running, code: str, now: datetime) -> None:
    kept = running.rows[code]
    known = case(PLATFORM, kept.case_id or "", now)
    applicant = known.parties[0].subject_id
    party = Actor(kind=ActorKind.PERSON, subject_id=running.row.signer_id, on_behalf_of=applicant)
    try:
        with transaction.atomic():
            known = withdraw_case(
                actor=party, case_id=known.id, expected_version=known.version, now=now
            )
    except StepNotPossible:
        known = case(PLATFORM, known.id, now)  # it was decided in between, and stays so
    follow(kept, known, now)
    kept.save()
