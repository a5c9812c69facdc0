"""The door of ``content``: how rooms put up shelves, how packs are checked and published."""

from tongban.content.checking import PackReport, check_pack
from tongban.content.domain.fields import (
    Citation,
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
from tongban.content.refusals import (
    PackHasProblems,
    PackNotFound,
    PublishingNotAllowed,
    ReleaseNotFound,
)
from tongban.content.registry import register_shelf, shelves

__all__ = [
    "Check",
    "Citation",
    "Entry",
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
    "register_shelf",
    "shelves",
]
