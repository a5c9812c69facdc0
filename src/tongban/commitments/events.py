"""Events of this room in the outbox. Payloads: promise or record, case, item, subject, state."""

from __future__ import annotations

PROMISE_MOVED = "PromiseMoved"
CREDIT_RECORD_MOVED = "CreditRecordMoved"
