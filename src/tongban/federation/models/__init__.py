"""Private tables of the room."""

from __future__ import annotations

from tongban.federation.models.platforms import (
    IssuedExchange,
    IssuedSnapshot,
    KnownPart,
    Platform,
)
from tongban.federation.models.rows import (
    GatheredRow,
    GatherPlace,
    ReceivedBatch,
    ReceivedRow,
    SentBatch,
)
from tongban.federation.models.shares import OfferedItem, TrustedPlatform

__all__ = [
    "GatherPlace",
    "GatheredRow",
    "IssuedExchange",
    "IssuedSnapshot",
    "KnownPart",
    "OfferedItem",
    "Platform",
    "ReceivedBatch",
    "ReceivedRow",
    "SentBatch",
    "TrustedPlatform",
]
