"""The door of room agencies."""

from __future__ import annotations

from tongban.agencies.actions.assign_post import assign_post, leave_post
from tongban.agencies.actions.publish_agencies import publish_agencies
from tongban.agencies.domain import EXERCISE_LEVELS
from tongban.agencies.queries import (
    agencies,
    agency,
    agency_by_short,
    agency_history,
    posts_in,
    posts_of,
)
from tongban.agencies.refusals import (
    AgencyUnknown,
    AlreadyHolds,
    PostsNotYoursToGive,
    PostUnknown,
    TermBackwards,
)
from tongban.agencies.schema import AgencyEntry, PostEntry
from tongban.agencies.views import AgencyLevel, AgencyView, PostView

__all__ = [
    "EXERCISE_LEVELS",
    "AgencyEntry",
    "AgencyLevel",
    "AgencyUnknown",
    "AgencyView",
    "AlreadyHolds",
    "PostEntry",
    "PostUnknown",
    "PostView",
    "PostsNotYoursToGive",
    "TermBackwards",
    "agencies",
    "agency",
    "agency_by_short",
    "agency_history",
    "assign_post",
    "leave_post",
    "posts_in",
    "posts_of",
    "publish_agencies",
]
