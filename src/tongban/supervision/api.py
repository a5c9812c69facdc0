"""The door of room supervision."""

from __future__ import annotations

from tongban.supervision.actions.acknowledge_notice import acknowledge_notice
from tongban.supervision.actions.announce_draw import announce_draw
from tongban.supervision.actions.hold_draws import hold_draws
from tongban.supervision.actions.record_inspection import record_inspection
from tongban.supervision.domain.replay import Published, differences
from tongban.supervision.policies import may_oversee
from tongban.supervision.queries import (
    inspection_photo,
    latest_draws,
    notices_waiting,
    one_draw,
    plans_of,
    published,
)
from tongban.supervision.refusals import (
    DrawAlreadyOpen,
    FindingNotComplete,
    FindingStands,
    NobodyToDraw,
    NotYoursToOversee,
)
from tongban.supervision.views import DrawView, Finding, InspectionView, NoticeView, PlanView

__all__ = [
    "DrawAlreadyOpen",
    "DrawView",
    "Finding",
    "FindingNotComplete",
    "FindingStands",
    "InspectionView",
    "NobodyToDraw",
    "NotYoursToOversee",
    "NoticeView",
    "PlanView",
    "Published",
    "acknowledge_notice",
    "announce_draw",
    "differences",
    "hold_draws",
    "inspection_photo",
    "latest_draws",
    "may_oversee",
    "notices_waiting",
    "one_draw",
    "plans_of",
    "published",
    "record_inspection",
]
