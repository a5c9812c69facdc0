"""Events of this room, past tense. Payloads {relay, case, item, leg}: ids and codes."""

from __future__ import annotations

RELAY_COLLECTED = "relays.collected"
RELAY_SENT = "relays.sent"
RELAY_TAKEN = "relays.taken"
RELAY_SENT_BACK = "relays.sent_back"
RELAY_ENDED = "relays.ended"
RELAY_CASE_CLOSED = "relays.case_closed"
