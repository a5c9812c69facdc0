"""What stands in for materials 证照代材料: certificates, one's own or lent; a zone's assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.catalogue.api import ItemView, MaterialView
from tongban.certificates.api import (
    KeptCopyView,
    lent_certificate_of,
    usable_copy_of,
    use_certificate,
    valid_certificate_of,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.zones.api import AssessmentView, assessment_for


@dataclass(frozen=True, slots=True)
class StandIn:
    """A certificate that does for a material, and the lending when it is somebody else's."""

    certificate_id: str
    lending_id: str | None
    material: MaterialView


def standing_in(
    actor: Actor, subject_id: str, asked: MaterialView, now: datetime
) -> StandIn | None:
    """The applicant's own valid certificate; where the item allows, a parent's, or one lent."""
    if asked.satisfied_by is None:
        return None
    owners = [subject_id]
    if asked.borrowed and actor.kind is ActorKind.PERSON and actor.subject_id is not None:
        owners.append(actor.subject_id)
    for owner in dict.fromkeys(owners):
        held = valid_certificate_of(owner, asked.satisfied_by, now)
        if held is not None:
            return StandIn(held, None, asked)
    lent = lent_certificate_of(actor, asked.satisfied_by, now) if asked.borrowed else None
    return StandIn(*lent, asked) if lent else None


def area_standing_in(
    asked: MaterialView, facts: Mapping[str, Any], now: datetime
) -> AssessmentView | None:
    """A zone's assessment 区域评估 that does for a material, by where the project lies."""
    if not asked.area_kind:
        return None
    return assessment_for(asked.area_kind, str(facts.get(asked.site_element) or ""), now)


def kept_for(subject_id: str, asked: MaterialView, now: datetime) -> KeptCopyView | None:
    """A copy of the applicant's that a clerk checked (B) or that its type lets one promise (D)."""
    if asked.satisfied_by is None:
        return None
    return usable_copy_of(subject_id, asked.satisfied_by, now)


def record_use(actor: Actor, found: StandIn, item: ItemView, case_id: str, now: datetime) -> None:
    """Write the use, in the transaction of the case. Refuses what ``use_certificate`` refuses."""
    use_certificate(
        actor=actor,
        certificate_id=found.certificate_id,
        agency_code=item.agency_code,
        case_id=case_id,
        article=found.material.article or item.articles[0],
        purpose=item.title.zh,
        now=now,
        lending_id=found.lending_id,
    )
