"""The door of room obstacles."""

from __future__ import annotations

from tongban.obstacles.actions.answer_matter import answer_matter
from tongban.obstacles.actions.settle_matter import settle_matter
from tongban.obstacles.actions.tell_matter import tell_matter
from tongban.obstacles.domain.matter import MatterState, Outcome, RootCause
from tongban.obstacles.events import (
    MATTER_ANSWERED,
    MATTER_REOPENED,
    MATTER_SETTLED,
    MATTER_TOLD,
)
from tongban.obstacles.queries import (
    cause_counts,
    changes_made,
    matter,
    my_matters,
    waiting_matters,
)
from tongban.obstacles.refusals import (
    MatterNotFound,
    NotYourMatter,
    SignInToTell,
    StepNotOpen,
    WordsMissing,
)
from tongban.obstacles.views import CauseCount, MatterView

__all__ = [
    "MATTER_ANSWERED",
    "MATTER_REOPENED",
    "MATTER_SETTLED",
    "MATTER_TOLD",
    "CauseCount",
    "MatterNotFound",
    "MatterState",
    "MatterView",
    "NotYourMatter",
    "Outcome",
    "RootCause",
    "SignInToTell",
    "StepNotOpen",
    "WordsMissing",
    "answer_matter",
    "cause_counts",
    "changes_made",
    "matter",
    "my_matters",
    "settle_matter",
    "tell_matter",
    "waiting_matters",
]
