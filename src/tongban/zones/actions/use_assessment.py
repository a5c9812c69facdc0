"""Rely on an assessment: the project that need not bring one of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.zones.events import ASSESSMENT_USED
from tongban.zones.models import Use
from tongban.zones.views import AssessmentView


def use_assessment(
    *, actor: Actor, used: AssessmentView, case_id: str, material_code: str, now: datetime
) -> None:
    """Write that a case relies on an assessment that ``assessment_for`` found; once a material.

    In the caller's transaction, with its leaf and its outbox row. Refuses nothing.
    """
    with transaction.atomic():
        _, fresh = Use.objects.get_or_create(
            case_id=case_id,
            material_code=material_code,
            defaults={"number": used.number, "used_at": now},
        )
        if not fresh:
            return
        payload = {"assessment": used.number, "zone": used.zone_code, "case": case_id}
        record(kind="zones.assessment-used", about=used.number, facts=payload, actor=actor, now=now)
        publish(event=ASSESSMENT_USED, aggregate=case_id, payload=payload, now=now)
