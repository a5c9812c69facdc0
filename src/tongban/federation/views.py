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
    """A hub or member and how current its snapshot is; ``sequence`` 0 before the first one."""

    code: str
    kind: PlatformKind
    name: Text
    url: str
    sequence: int
    issued_at: datetime | None
    expires_at: datetime | None
    taken_at: datetime | None
    refused: str
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


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A snapshot as others fetch it; ``digest`` is its name in conditional fetches."""

    sequence: int
    digest: str
    text: str
