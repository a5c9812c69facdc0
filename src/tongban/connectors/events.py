"""Events of this room in the outbox. Payloads: referral, case, number, connector, step."""

from __future__ import annotations

REFERRAL_BEGUN = "ReferralBegun"
REFERRAL_RECEIVED = "ReferralReceived"
REFERRAL_STEP_APPLIED = "ReferralStepApplied"
REFERRAL_STUCK = "ReferralStuck"
REFERRAL_SETTLED = "ReferralSettled"
REFERRAL_ENDED = "ReferralEnded"
