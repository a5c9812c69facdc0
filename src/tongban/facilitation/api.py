"""The door of room facilitation."""

from __future__ import annotations

from tongban.facilitation.actions.ask_for_facilitator import ask_for_facilitator
from tongban.facilitation.actions.close_engagement import close_engagement
from tongban.facilitation.actions.guide_project import leave_note, remind, take_project
from tongban.facilitation.domain.engagement import EngagementState, NoteKind
from tongban.facilitation.domain.tasks import ProjectTask, Turn
from tongban.facilitation.events import (
    ENGAGEMENT_CLOSED,
    FACILITATOR_ASKED,
    FACILITATOR_ASSIGNED,
    FACILITATOR_NOTED,
    STEP_REMINDED,
)
from tongban.facilitation.queries import (
    engagement,
    engagement_of,
    engagements,
    facilitation_counts,
    reminders_of_case,
)
from tongban.facilitation.refusals import (
    ContactMissing,
    EngagementNotFound,
    FacilitatorsOnly,
    ProjectsOnly,
    RemindedToday,
    StarsMissing,
    StepNotOpen,
    WordsMissing,
)
from tongban.facilitation.views import (
    EngagementRow,
    EngagementView,
    FacilitationCounts,
    NoteView,
)

__all__ = [
    "ENGAGEMENT_CLOSED",
    "FACILITATOR_ASKED",
    "FACILITATOR_ASSIGNED",
    "FACILITATOR_NOTED",
    "STEP_REMINDED",
    "ContactMissing",
    "EngagementNotFound",
    "EngagementRow",
    "EngagementState",
    "EngagementView",
    "FacilitationCounts",
    "FacilitatorsOnly",
    "NoteKind",
    "NoteView",
    "ProjectTask",
    "ProjectsOnly",
    "RemindedToday",
    "StarsMissing",
    "StepNotOpen",
    "Turn",
    "WordsMissing",
    "ask_for_facilitator",
    "close_engagement",
    "engagement",
    "engagement_of",
    "engagements",
    "facilitation_counts",
    "leave_note",
    "remind",
    "reminders_of_case",
    "take_project",
]
