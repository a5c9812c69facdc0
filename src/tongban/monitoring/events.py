"""Events of this room in the outbox. Payloads carry ids and codes only."""

from __future__ import annotations

WARNED = "AgencyWarned"
ORDER_ISSUED = "SupervisionOrderIssued"
ORDER_ANSWERED = "SupervisionOrderAnswered"
ORDER_CLOSED = "SupervisionOrderClosed"
ORDER_SENT_BACK = "SupervisionOrderSentBack"
ORDER_ESCALATED = "SupervisionOrderEscalated"
