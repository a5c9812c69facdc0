"""The door of ``content``: how rooms put up shelves, how packs are checked and published."""

from tongban.content.actions.publish_pack import publish_pack
from tongban.content.checking import PackReport, check_pack
from tongban.content.domain.diff import Change, EntryChange
from tongban.content.domain.fields import (
    Citation,
    EntryCode,
    FactName,
    LocalText,
    PackDate,
    PackFault,
    PackModel,
    SpanText,
)
from tongban.content.domain.problems import PackProblem, Severity
from tongban.content.domain.shelf import (
    Check,
    Entry,
    Manifest,
    PackView,
    Publish,
    ReleaseView,
    Shelf,
)
from tongban.content.events import PACK_PUBLISHED
from tongban.content.queries import current_release, diff_pack, diff_releases, release_history
from tongban.content.refusals import (
    PackHasProblems,
    PackNotFound,
    PublishingNotAllowed,
    ReleaseNotFound,
)
from tongban.content.registry import register_shelf, shelves
from tongban.content.standing import generation_column, look_begins, one_look, standing
from tongban.content.versions import versions_in

__all__ = [
    "PACK_PUBLISHED",
    "Change",
    "Check",
    "Citation",
    "Entry",
    "EntryChange",
    "EntryCode",
    "FactName",
    "LocalText",
    "Manifest",
    "PackDate",
    "PackFault",
    "PackHasProblems",
    "PackModel",
    "PackNotFound",
    "PackProblem",
    "PackReport",
    "PackView",
    "Publish",
    "PublishingNotAllowed",
    "ReleaseNotFound",
    "ReleaseView",
    "Severity",
    "Shelf",
    "SpanText",
    "check_pack",
    "current_release",
    "diff_pack",
    "diff_releases",
    "generation_column",
    "look_begins",
    "one_look",
    "publish_pack",
    "register_shelf",
    "release_history",
    "shelves",
    "standing",
    "versions_in",
]
