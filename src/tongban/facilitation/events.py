"""Events of this room, past tense. Payloads: engagement, bundle_case, region, agency; a step."""

from __future__ import annotations

FACILITATOR_ASKED = "facilitation.facilitator_asked"
FACILITATOR_ASSIGNED = "facilitation.facilitator_assigned"
FACILITATOR_NOTED = "facilitation.facilitator_noted"
STEP_REMINDED = "facilitation.step_reminded"
ENGAGEMENT_CLOSED = "facilitation.engagement_closed"
