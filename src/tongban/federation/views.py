"""What the room hands out: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class PlatformKind(Enum):
    """What another platform is to this one 平台类别."""

    HUB = "hub"
    REGION = "region"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class PlatformView:
    """A hub or member and how current its snapshot is; ``sequence`` 0 before the first one.

    ``refused`` says what was not taken and why; None when nothing stands against it.
    """

    code: str
    kind: PlatformKind
    name: Text
    url: str
    sequence: int
    issued_at: datetime | None
    expires_at: datetime | None
    taken_at: datetime | None
    refused: Text | None
    failures: int


@dataclass(frozen=True, slots=True)
class OfferView:
    """An item another platform decides 跨省通办; ``url`` is where to apply."""

    platform: str
    platform_name: Text
    code: str
    name: Text
    agency_name: Text
    region: str
    url: str


class RowState(Enum):
    """Where a row for the hub stands 汇聚状态."""

    WAITING = "waiting"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RowFaultView:
    """A field of a row the hub did not accept: its name in words, what it says, and why not."""

    field: str
    label: Text
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """A rejected row 异常数据 that waits to be put right."""

    id: int
    kind: Text
    key: str
    faults: tuple[RowFaultView, ...]


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A batch that went up and its receipt 质检回执; ``answered_at`` None while none came."""

    number: int
    made_at: datetime
    answered_at: datetime | None
    accepted: int
    rejected: int
    refused: Text | None


@dataclass(frozen=True, slots=True)
class ReportingView:
    """What this platform tells its hub; ``gathered`` is the sum of the four states."""

    hub: str
    waiting: int
    sent: int
    accepted: int
    rejected: int
    receipts: tuple[ReceiptView, ...]
    exceptions: tuple[ExceptionView, ...]

    @property
    def gathered(self) -> int:
        """All rows there are."""
        return self.waiting + self.sent + self.accepted + self.rejected


@dataclass(frozen=True, slots=True)
class QualityView:
    """A member's rows as its hub has them: ``open`` are rejected and not yet put right."""

    platform: str
    name: Text
    batches: int
    last_at: datetime | None
    counted: int
    open: int


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A snapshot as others fetch it; ``digest`` is its name in conditional fetches."""

    sequence: int
    digest: str
    text: str
