"""What the room shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.exchange.domain.grants import GrantState
from tongban.exchange.domain.requests import Mover, RequestState, RequestStep
from tongban.exchange.domain.sharing import (
    GrantTerms,
    Openness,
    SharingChannel,
    SharingType,
    UpdateCycle,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban_wire.policy import Question


@dataclass(frozen=True, slots=True)
class QualityContract:
    """What the provider promises of its data 质量约定; shares are of 100, None is no promise."""

    complete_percent: int | None
    correct_within: str | None
    available_percent: int | None


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A data resource 数据资源 as published: whose it is, what is in it, who may have it, how.

    ``basis`` is the article a refusal rests on; ``conditions`` are those of conditional sharing.
    """

    code: str
    version: int
    name: Text
    summary: Text
    provider_code: str
    fields: tuple[str, ...]
    questions: tuple[Question, ...]
    sharing: SharingType
    conditions: Text | None
    basis: ArticleRef | None
    channel: SharingChannel
    openness: Openness
    update_cycle: UpdateCycle
    quality: QualityContract
    terms: GrantTerms
    published_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that happened to a request. ``by`` names an account or program, never a person."""

    step: RequestStep
    at: datetime
    due_at: datetime | None
    by: str
    reason: str
    article: ArticleRef | None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request for data 共享申请 with its clock. ``steps`` is empty in lists.

    ``possible`` are the steps this reader may take now; ``version`` is sent back with the step.
    """

    id: str
    resource_code: str
    provider_code: str
    consumer_code: str
    item_code: str
    purpose: str
    article: ArticleRef
    fields: tuple[str, ...]
    state: RequestState
    mover: Mover | None
    due_at: datetime | None
    filed_at: datetime
    overdue: bool
    version: int
    possible: tuple[RequestStep, ...]
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantView:
    """A grant 共享授权: who may ask whom for what, why, by which article, until when.

    ``request_id`` is empty for one across platforms, whose provider is no agency of ours.
    """

    id: str
    request_id: str
    resource_code: str
    provider_code: str
    consumer_code: str
    item_code: str
    purpose: str
    article: ArticleRef
    fields: tuple[str, ...]
    questions: tuple[Question, ...]
    terms: GrantTerms
    valid_from: datetime
    valid_until: datetime
    state: GrantState
    revoked_reason: str


@dataclass(frozen=True, slots=True)
class GrantedView:
    """What was granted of one resource 授权汇总: ever, in force, and to how many agencies."""

    resource_code: str
    provider_code: str
    grants: int
    in_force: int
    agencies: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node 交换节点 and how current it is. ``log_refused`` is why its evidence was not taken."""

    id: str
    agency_code: str
    url: str
    serves_everybody: bool
    sequence: int
    stale: bool
    polled_at: datetime | None
    log_size: int
    log_taken_at: datetime | None
    log_refused: str


class PolicyKind(Enum):
    """What a node that polls is given."""

    SNAPSHOT = "snapshot"
    HEARTBEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """A signed snapshot, or a signed heartbeat when the node has the newest already."""

    kind: PolicyKind
    sequence: int
    text: str


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A case token 办件令牌 and the grant it serves; ``text`` travels with the call."""

    id: str
    text: str
    grant_id: str
    purpose: str
    article: str
    provider_node: str
    consumer_node: str
    expires_at: datetime


class ConsentState(Enum):
    """Where a consent stands."""

    WANTED = "wanted"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    OVER = "over"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _CONSENT_LABELS[self]


_CONSENT_LABELS = {
    ConsentState.WANTED: Text.of("待您决定", "For you to decide"),
    ConsentState.STANDS: Text.of("已同意", "Given"),
    ConsentState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
    ConsentState.OVER: Text.of("已到期", "Over"),
}


@dataclass(frozen=True, slots=True)
class AcrossView:
    """Which other platform a look was shared with 跨平台: whether it ``asked`` us, or gave to us.

    ``holder`` is the agency whose register it was.
    """

    platform: Text
    asked: bool
    holder: Text

    @property
    def named(self) -> Text:
        """The agency, with its platform."""
        holder, platform = self.holder, self.platform
        return Text.of(f"{holder.zh}（{platform.zh}）", f"{holder.en} ({platform.en})")


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A consent 同意 given, or wanted (``id`` empty): to which grant, and until when at most.

    ``across`` says who answers where that is an agency of another platform.
    """

    id: str
    grant: GrantView
    state: ConsentState
    given_at: datetime | None
    valid_until: datetime
    withdrawn_at: datetime | None
    across: AcrossView | None = None


class LookVia(Enum):
    """How a look was made: by the platform at a register of its own, or between two nodes."""

    PLATFORM = "platform"
    NODES = "nodes"


@dataclass(frozen=True, slots=True)
class LookView:
    """One look at a person's data: who, whose register, which fields, why, by which article.

    ``provider_code`` is empty when several registers were asked at once. ``acting``: ``subject``
    when the person's own form asked, ``agent`` or ``officer``. ``both_sides``: both ends
    have sent their evidence of it. ``sealed_until`` tells of a lawful delay that is over.
    ``across`` is told of a look between us and another platform.
    """

    id: str
    at: datetime
    via: LookVia
    consumer_code: str
    provider_code: str
    item_code: str
    case_ref: str
    article: ArticleRef | None
    fields: tuple[str, ...]
    questions: tuple[str, ...]
    acting: str
    outcome: str
    both_sides: bool
    sealed_until: datetime | None = None
    delay_article: ArticleRef | None = None
    across: AcrossView | None = None


@dataclass(frozen=True, slots=True)
class DayProofView:
    """That a node's log of one day is here without a gap: entries [first, end) of ``size``.

    ``checkpoint`` is the signed note that says so, ``log_key`` what verifies it.
    """

    node: str
    agency_code: str
    day: date
    first: int
    end: int
    leaves: int
    size: int
    checkpoint: str
    log_key: str


class CorrectionState(Enum):
    """Where a contested value stands."""

    OPEN = "open"
    CORRECTED = "corrected"
    UPHELD = "upheld"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _CORRECTION_LABELS[self]


_CORRECTION_LABELS = {
    CorrectionState.OPEN: Text.of("核对中", "Being checked"),
    CorrectionState.CORRECTED: Text.of("已更正", "Corrected"),
    CorrectionState.UPHELD: Text.of("核对无误", "Found to be right"),
}


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A value somebody contests 异议. ``words`` and ``answer`` are empty to those not concerned."""

    id: str
    element_id: str
    source_code: str
    provider_code: str
    state: CorrectionState
    words: str
    answer: str
    filed_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
