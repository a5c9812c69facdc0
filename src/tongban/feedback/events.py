"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {encounter, item, agency, level, round, bad}
SERVICE_RATED = "ServiceRated"
# {encounter, item, agency}
RERATING_OPENED = "ReratingOpened"
