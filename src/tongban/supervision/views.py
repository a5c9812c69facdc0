"""What the outside sees of oversight and inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text


class Finding(Enum):
    """What an inspection found 抽查结果, in the words of the public notice."""

    NOTHING = "inspection/nothing-found"
    CORRECTED = "inspection/corrected-at-once"
    TO_CORRECT = "inspection/to-be-corrected"
    FOR_PUNISHMENT = "inspection/passed-on-for-punishment"
    NOT_REACHED = "inspection/not-reached"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    Finding.NOTHING: Text.of("未发现问题", "Nothing found"),
    Finding.CORRECTED: Text.of("发现问题已当场改正", "Found and put right at once"),
    Finding.TO_CORRECT: Text.of("发现问题已责令改正", "Ordered to put right"),
    Finding.FOR_PUNISHMENT: Text.of("发现问题待后续处理", "Passed on for further action"),
    Finding.NOT_REACHED: Text.of("通过登记的住所无法联系", "Not reached at the registered address"),
}


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan of inspection: whose approvals, who oversees, how many a draw, by which article."""

    code: str
    version: int
    name: Text
    item_codes: tuple[str, ...]
    supervisor: str
    count: int
    each: int
    article: ArticleRef


@dataclass(frozen=True, slots=True)
class NoticeView:
    """An approval told to its overseer; ``holder`` is a firm's public name, else empty.

    ``promised``: it was granted on a promise 告知承诺, which is to be checked.
    """

    id: str
    case_number: str
    item_code: str
    plan_code: str
    holder: str
    region: str
    decided_at: datetime
    told_at: datetime
    acknowledged_at: datetime | None
    promised: bool = False


@dataclass(frozen=True, slots=True)
class InspectionView:
    """One drawn business with its inspectors (posts, never persons) and the finding, if any.

    ``photos`` is how many are kept: they are for the inspecting posts, not for the public.
    """

    id: str
    place: int
    candidate: str
    name: str
    inspectors: tuple[str, ...]
    finding: Finding | None
    words: str
    photos: int
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrawView:
    """A lottery with everything needed to hold it again; seed and root empty until it is held.

    ``candidates`` are opaque names of businesses, the same as in ``inspections``.
    """

    id: str
    plan_code: str
    plan: Text
    supervisor: str
    region: str
    article: ArticleRef
    candidates: tuple[str, ...]
    inspectors: tuple[str, ...]
    count: int
    each: int
    announced_at: datetime
    announcement: str
    held_at: datetime | None
    log_size: int | None
    root: str
    seed: str
    inspections: tuple[InspectionView, ...]
