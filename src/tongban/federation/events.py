"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

PLATFORM_JOINED = "federation.PlatformJoined"  # platform, kind
PLATFORM_LEFT = "federation.PlatformLeft"  # platform, kind
SNAPSHOT_ISSUED = "federation.SnapshotIssued"  # sequence, digest
SNAPSHOT_TAKEN = "federation.SnapshotTaken"  # platform, sequence, digest
RECEIPT_TAKEN = "federation.ReceiptTaken"  # hub, number, accepted, rejected
ROWS_JUDGED = "federation.RowsJudged"  # platform, number, digest
ROW_MENDED = "federation.RowMended"  # row
