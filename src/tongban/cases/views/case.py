"""A case as one reader may see it: frozen, already filtered for the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from tongban.cases.views.clock import ClockView
from tongban.cases.views.flow import FlowView, TaskView
from tongban.cases.views.material import Defect, MaterialView
from tongban.cases.views.proceedings import HearingView, RevocationView
from tongban.cases.views.state import CaseState
from tongban.kernel.actor import Channel
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text

if TYPE_CHECKING:
    from tongban.decisions.api import DecisionReceipt, FactSource
    from tongban.elements.api import NoAnswer


class PartyRole(Enum):
    """What someone is in a case."""

    APPLICANT = "applicant"
    CO_APPLICANT = "co-applicant"
    SUBJECT = "subject"
    AGENT = "agent"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Party:
    """A party and its role; ``name`` is masked for readers who need not know it."""

    role: PartyRole
    subject_id: str
    name: str


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
