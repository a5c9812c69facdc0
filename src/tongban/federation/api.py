"""The door of room federation."""

from __future__ import annotations

from tongban.federation.actions.fetch_snapshots import fetch_snapshots
from tongban.federation.actions.gather_rows import gather_rows
from tongban.federation.actions.issue_snapshot import issue_snapshot
from tongban.federation.actions.mend_row import mend_row
from tongban.federation.actions.offer_items import offer_all_items
from tongban.federation.actions.reconcile_nodes import reconcile_nodes
from tongban.federation.actions.register_platform import (
    NewPlatform,
    register_platform,
    retire_platform,
)
from tongban.federation.actions.send_rows import send_rows
from tongban.federation.actions.show_evidence import show_evidence
from tongban.federation.actions.take_rows import take_rows
from tongban.federation.actions.take_snapshot import take_snapshot
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.queries.platforms import current_snapshot, platforms
from tongban.federation.queries.recognising import (
    items_elsewhere,
    offers_elsewhere,
    verify_anywhere,
    verify_file_anywhere,
)
from tongban.federation.queries.reporting import quality_by_member, reporting
from tongban.federation.refusals import (
    FederationNotYours,
    PeerEvidenceNotTaken,
    PlatformNotRight,
    PlatformUnknown,
    RowNotMended,
    RowNotOpen,
    RowsNotTaken,
    SnapshotNotTaken,
)
from tongban.federation.simulation import Delivery, simulate
from tongban.federation.views import (
    ExceptionView,
    OfferView,
    PlatformKind,
    PlatformView,
    QualityView,
    ReceiptView,
    ReportingView,
    RowFaultView,
    SnapshotFile,
)

__all__ = [
    "Delivery",
    "ExceptionView",
    "FederationNotYours",
    "NewPlatform",
    "OfferView",
    "PeerEvidenceNotTaken",
    "PlatformKind",
    "PlatformNotRight",
    "PlatformUnknown",
    "PlatformView",
    "QualityView",
    "ReceiptView",
    "ReportingView",
    "RowFaultView",
    "RowNotMended",
    "RowNotOpen",
    "RowsNotTaken",
    "SnapshotFile",
    "SnapshotNotTaken",
    "current_snapshot",
    "fetch_snapshots",
    "gather_rows",
    "issue_snapshot",
    "items_elsewhere",
    "mend_row",
    "offer_all_items",
    "offers_elsewhere",
    "platform_key",
    "platforms",
    "quality_by_member",
    "reconcile_nodes",
    "register_platform",
    "reporting",
    "retire_platform",
    "send_rows",
    "show_evidence",
    "simulate",
    "take_rows",
    "take_snapshot",
    "verify_anywhere",
    "verify_file_anywhere",
]
