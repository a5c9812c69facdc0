"""Events of this room in the outbox. Payloads carry ids and codes only."""

from __future__ import annotations

SUPERVISOR_TOLD = "SupervisorTold"
NOTICE_ACKNOWLEDGED = "OversightNoticeAcknowledged"
DRAW_ANNOUNCED = "DrawAnnounced"
DRAW_HELD = "DrawHeld"
INSPECTION_RECORDED = "InspectionRecorded"
