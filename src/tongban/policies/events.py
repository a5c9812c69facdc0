"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {subject}
MATCHING_AGREED = "policies.matching_agreed"
MATCHING_ENDED = "policies.matching_ended"
# {subject, policy}
POLICY_SET_ASIDE = "policies.policy_set_aside"
