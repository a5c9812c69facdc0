"""The door of room zones."""

from __future__ import annotations

from tongban.zones.actions.use_assessment import use_assessment
from tongban.zones.actions.withdraw_assessment import withdraw_assessment
from tongban.zones.events import ASSESSMENT_USED, ASSESSMENT_WITHDRAWN
from tongban.zones.published import zone_authorities
from tongban.zones.queries import assessment, assessment_for, zone, zones
from tongban.zones.refusals import (
    AlreadyWithdrawn,
    AssessmentUnknown,
    NotYourZone,
    ReasonMissing,
    ZoneUnknown,
)
from tongban.zones.views import AssessmentView, ZoneView

__all__ = [
    "ASSESSMENT_USED",
    "ASSESSMENT_WITHDRAWN",
    "AlreadyWithdrawn",
    "AssessmentUnknown",
    "AssessmentView",
    "NotYourZone",
    "ReasonMissing",
    "ZoneUnknown",
    "ZoneView",
    "assessment",
    "assessment_for",
    "use_assessment",
    "withdraw_assessment",
    "zone",
    "zone_authorities",
    "zones",
]
