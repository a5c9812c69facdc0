"""A case of a bundle was closed: its step ends, and what waited for it begins."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.bundles import events
from tongban.bundles.advancing import advance, go_on, lock, tell
from tongban.bundles.domain.progress import StepState
from tongban.bundles.models import BundleStep
from tongban.bundles.starting import PLATFORM, follow
from tongban.cases.api import case


def follow_case(case_id: str, now: datetime) -> bool:
    """Move the bundle of this case on; whether anything moved. Harmless when told twice.

    The step ends under the lock of the bundle case, so two cases that close at once end one after
    the other; what waited is then asked for with nothing locked and begins, each step exactly once.
    Call it outside any transaction.
    """
    found = BundleStep.objects.filter(case_id=case_id).order_by("id").first()
    if found is None:
        return False
    moved = _ended(found, case_id, now)
    go_on(found.bundle_id, now)
    return moved


@transaction.atomic
def _ended(found: BundleStep, case_id: str, now: datetime) -> bool:
    running = lock(found.bundle_id)
    kept = running.rows[found.code] if running else None
    if running is None or kept is None or kept.case_id != case_id:
        return False
    if StepState(kept.state) is not StepState.RUNNING:
        return False
    if not follow(kept, case(PLATFORM, case_id, now), now):
        return False
    kept.save()
    tell(running, events.BUNDLE_STEP_ENDED, now, kept)
    advance(running, now, {})
    return True
