"""What was sent back on its way goes again with new files 代收地补充材料."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.cases.domain.transit_events import AmendedAfar
from tongban.cases.officer import locked, status_of
from tongban.cases.supplying import amend_materials
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Post


def amend_afar(
    *,
    actor: Actor,
    post: Post,
    person: Actor,
    case_id: str,
    material_blobs: Mapping[str, str],
    now: datetime,
) -> None:
    """Put files the ``person`` brought in place of materials, or beside them, by material code.

    Only while it is on its way: no clock runs, and what was signed stays as it was signed. The room
    above judged that ``actor`` collects it, under ``post``. Refuses CaseNotFound, StepNotPossible
    (it is not on its way), MaterialsMissing.
    """
    with transaction.atomic():
        case = locked(case_id)
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        codes = amend_materials(person, case, material_blobs)
        said = [Said(AmendedAfar(at=now, by=post.agency_code, materials=codes))]
        append(case, status, said, actor=actor, post=post, calendar=calendar, now=now)
