"""The door of room federation."""

from __future__ import annotations

from tongban.federation.actions.fetch_snapshots import fetch_snapshots
from tongban.federation.actions.issue_snapshot import issue_snapshot
from tongban.federation.actions.offer_items import offer_all_items
from tongban.federation.actions.register_platform import (
    NewPlatform,
    register_platform,
    retire_platform,
)
from tongban.federation.actions.take_snapshot import take_snapshot
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.queries.platforms import current_snapshot, platforms
from tongban.federation.queries.recognising import (
    items_elsewhere,
    verify_anywhere,
    verify_file_anywhere,
)
from tongban.federation.refusals import (
    FederationNotYours,
    PlatformNotRight,
    PlatformUnknown,
    SnapshotNotTaken,
)
from tongban.federation.simulation import Delivery, simulate
from tongban.federation.views import OfferView, PlatformKind, PlatformView, SnapshotFile

__all__ = [
    "Delivery",
    "FederationNotYours",
    "NewPlatform",
    "OfferView",
    "PlatformKind",
    "PlatformNotRight",
    "PlatformUnknown",
    "PlatformView",
    "SnapshotFile",
    "SnapshotNotTaken",
    "current_snapshot",
    "fetch_snapshots",
    "issue_snapshot",
    "items_elsewhere",
    "offer_all_items",
    "platform_key",
    "platforms",
    "register_platform",
    "retire_platform",
    "simulate",
    "take_snapshot",
    "verify_anywhere",
    "verify_file_anywhere",
]
