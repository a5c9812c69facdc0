"""What the outside sees of cases: frozen, already filtered for the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from tongban.kernel.actor import Channel
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text

if TYPE_CHECKING:
    from tongban.decisions.api import DecisionReceipt, FactSource
    from tongban.elements.api import NoAnswer


class CaseState(Enum):
    """Where a case stands 办件状态; provincial digits only through :data:`STATE_DIGITS`."""

    SUBMITTED = "case-state/submitted"
    CORRECTING = "case-state/correcting"
    ACCEPTED = "case-state/accepted"
    PAUSED = "case-state/paused"
    AWAITING_PAYMENT = "case-state/awaiting-payment"
    APPROVED = "case-state/approved"
    DENIED = "case-state/denied"
    NOT_ACCEPTED = "case-state/not-accepted"
    WITHDRAWN = "case-state/withdrawn"
    REVOKED = "case-state/revoked"

    @property
    def closed(self) -> bool:
        """Whether nothing more can happen to the application itself."""
        return self in _CLOSED

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_CLOSED = frozenset({
    CaseState.APPROVED, CaseState.DENIED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN,
    CaseState.REVOKED,
})  # fmt: skip
_LABELS = {
    CaseState.SUBMITTED: Text.of("已收件，待受理", "Received, waiting for acceptance"),
    CaseState.CORRECTING: Text.of("待补正", "Waiting for your corrections"),
    CaseState.ACCEPTED: Text.of("已受理，在办", "Accepted, being handled"),
    CaseState.PAUSED: Text.of("特别程序中，停表", "Special procedure, clock stopped"),
    CaseState.AWAITING_PAYMENT: Text.of("待缴费，停表", "Waiting for payment, clock stopped"),
    CaseState.APPROVED: Text.of("办结：准予", "Closed: approved"),
    CaseState.DENIED: Text.of("办结：不予", "Closed: denied"),
    CaseState.NOT_ACCEPTED: Text.of("不予受理", "Not accepted"),
    CaseState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
    CaseState.REVOKED: Text.of("办结：准予后已撤销", "Closed: approved, then revoked"),
}

# 02 收件 05 受理 06 补齐补正 07 不予受理 10 办结 11 挂起 12 在办 13 退件 (one province's enum).
STATE_DIGITS: dict[str, dict[CaseState, str]] = {
    "provincial-2": {
        CaseState.SUBMITTED: "02",
        CaseState.CORRECTING: "06",
        CaseState.ACCEPTED: "12",
        CaseState.PAUSED: "11",
        CaseState.AWAITING_PAYMENT: "11",
        CaseState.APPROVED: "10",
        CaseState.DENIED: "10",
        CaseState.NOT_ACCEPTED: "07",
        CaseState.WITHDRAWN: "13",
        CaseState.REVOKED: "10",
    }
}


class Light(Enum):
    """Colour of the promise clock: yellow when ≤ 20 % or one working day is left, red overdue."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


class PartyRole(Enum):
    """What someone is in a case."""

    APPLICANT = "applicant"
    CO_APPLICANT = "co-applicant"
    SUBJECT = "subject"
    AGENT = "agent"
    PAYER = "payer"


class MaterialWay(Enum):
    """How a material came 收取方式."""

    SOURCE = "source"
    CERTIFICATE = "certificate"
    KEPT = "kept"  # a kept copy: checked against the original before, or promised
    UPLOAD = "upload"
    INSTITUTION = "institution"  # delivered by the institution the applicant commissioned 中介服务
    ZONE = "zone"  # an assessment the zone made for every project in it 区域评估
    PAPER = "paper"

    @property
    def is_file(self) -> bool:
        """Whether the reference of such a material is a file."""
        return self in (MaterialWay.UPLOAD, MaterialWay.KEPT, MaterialWay.INSTITUTION)


@dataclass(frozen=True, slots=True)
class Party:
    """A party and its role; ``name`` is masked for readers who need not know it."""

    role: PartyRole
    subject_id: str
    name: str


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material of the case: how it came, what it points to (blob, certificate, source…).

    ``digest`` is the SHA-256 of an upload, or of what an institution delivered, in hex; else empty.
    """

    code: str
    name: Text
    way: MaterialWay
    reference: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right: ``target`` is a material code or a form field name."""

    target: str
    message: Text
    article: ArticleRef | None = None


AWAITING_PROMISED = "awaiting-promised"


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """The clock stands still from start to end: a special procedure 特别程序, or a wait.

    Of ``kind`` ``awaiting-promised`` the applicant brings what they promised 容缺补交.
    """

    kind: str
    name: Text
    article: ArticleRef | None
    planned: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """The clocks of a case as of the moment it was read, all instants in UTC.

    ``tell_by`` is the end of the five working days to name defects (None once past that step);
    ``due_at`` the promised end, ``statutory_due_at`` the end by law, both with pauses added;
    ``deliver_by`` until when a granted result is handed over, None once it is (``delivered_at``).
    """

    light: Light
    due_at: datetime | None
    statutory_due_at: datetime | None
    tell_by: datetime | None
    paused: bool
    spans: tuple[PauseSpan, ...]
    deliver_by: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HearingView:
    """A hearing 听证 as far as it has come.

    ``ask_by`` until when it may be asked for once told of; ``hold_by`` until when it must be held
    once asked for.
    """

    told_at: datetime | None
    ask_by: datetime | None
    asked_at: datetime | None
    hold_by: datetime | None
    planned_on: date | None
    held_on: date | None


@dataclass(frozen=True, slots=True)
class RevocationView:
    """A revocation 撤销 as far as it has come: ground, who bears the loss, until when to speak.

    ``heard`` says whether the holder was heard or let ``state_by`` pass.
    """

    ground: str
    label: Text
    reliance: Text
    proposed_at: datetime
    state_by: datetime
    stated_at: datetime | None
    heard: bool
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A line of the timeline. ``by`` is an office or a role, never a person's name."""

    at: datetime
    kind: str
    title: Text
    detail: Text
    by: Text


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee of the case: ``amount`` in yuan as a decimal string, empty when not one number."""

    name: Text
    amount: str
    currency: str = "CNY"
    article: ArticleRef | None = None


@dataclass(frozen=True, slots=True)
class TaskView:
    """The open task of a case: who must act, and whether somebody has taken it."""

    id: str
    agency_code: str
    region: str
    claimed_by_me: bool
    claimed_by_other: bool
    holder_post: str
    claimed_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignatureView:
    """The applicant's signature 申请人签名. ``principal`` is for whom, empty when for oneself.

    ``valid`` and ``reason`` are None where it was not checked: it is when an officer looks.
    """

    signed_at: datetime
    signer: str
    principal: str
    proof: Text
    statement: Text
    corrected_since: bool
    valid: bool | None
    reason: Text | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the flow of a case: ``open`` now, ``done`` before; ``agencies`` who acts.

    ``spoken`` are the bodies that finished it or gave their opinion, with when.
    """

    code: str
    name: Text
    kind: Text
    agencies: tuple[Text, ...]
    open: bool
    done: bool
    spoken: tuple[tuple[Text, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class FlowView:
    """The flow 办理流程 a case runs on, step by step.

    ``step`` is the step the reader's agency has now, with its ``outcomes`` and the steps it may
    be returned to, as (code, name).
    """

    code: str
    version: int
    title: Text
    steps: Sequence[StepRow]
    step: str = ""
    outcomes: tuple[tuple[str, Text], ...] = ()
    returns: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Unheard:
    """A source that might know and was not heard when the case was sent: its code, and why."""

    code: str
    why: NoAnswer


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case 办件 as one reader may see it; ``available`` names the verbs open to this reader.

    ``version`` goes back with every verb as ``expected_version``. ``query_code`` is filled for
    parties only: with ``number`` it opens the tracking page without signing in. ``sources`` names,
    by field, the source of each answer that is exactly what its source said. ``late`` are the
    clocks that ran out without a reason given yet, as (code, what ran out).
    ``unheard``, by element, the source that was not heard: what stands is the applicant's word.
    ``awaited`` are the materials promised to follow by ``awaited_by`` 容缺, as (code, name).
    """

    id: str
    number: str
    query_code: str
    title: Text
    item_code: str
    item_version_id: str
    item_version: int
    state: CaseState
    steps: Sequence[CaseStep]
    clock: ClockView
    parties: tuple[Party, ...]
    answers: Mapping[str, Any]
    materials: tuple[MaterialView, ...]
    receipt: DecisionReceipt | None
    certificate_ids: tuple[str, ...]
    available: tuple[str, ...]
    version: int
    channel: Channel
    situation: str | None
    agency_code: str
    agency_name: Text
    region: str
    submitted_at: datetime
    defects: tuple[Defect, ...] = ()
    remedies: Text | None = None
    task: TaskView | None = None
    fees: tuple[FeeLine, ...] = ()
    delivery: str = ""
    parent_case_id: str | None = None
    sources: Mapping[str, FactSource] = field(default_factory=dict)
    unheard: Mapping[str, Unheard] = field(default_factory=dict)
    signature: SignatureView | None = None
    flow: FlowView | None = None
    hearing: HearingView | None = None
    revocation: RevocationView | None = None
    late: tuple[tuple[str, Text], ...] = ()
    awaited: tuple[tuple[str, Text], ...] = ()
    awaited_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertView:
    """A certificate the case relied on has changed 证照失效联动: its new status in words, when."""

    certificate_id: str
    status: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of a list: enough to choose a case, no more; the applicant's name is masked."""

    id: str
    number: str
    title: Text
    item_code: str
    state: CaseState
    applicant: str
    region: str
    agency_code: str
    submitted_at: datetime
    due_at: datetime | None
    light: Light
    claimed_by_me: bool
    claimed_by_other: bool
    version: int


@dataclass(frozen=True, slots=True)
class TrackView:
    """What anyone with number and query code sees: progress and clock, nobody's data."""

    number: str
    title: Text
    state: CaseState
    steps: tuple[CaseStep, ...]
    clock: ClockView
    agency_name: Text
