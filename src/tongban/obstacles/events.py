"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {matter, item, agency, region}
MATTER_TOLD = "obstacles.matter_told"
MATTER_ANSWERED = "obstacles.matter_answered"
MATTER_REOPENED = "obstacles.matter_reopened"
MATTER_SETTLED = "obstacles.matter_settled"
