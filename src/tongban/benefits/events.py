"""Events of this room, past tense. Payloads {benefit, policy, period, subject}: ids and codes."""

from __future__ import annotations

BENEFIT_OFFERED = "benefits.offered"
BENEFIT_DECLINED = "benefits.declined"
BENEFIT_DUE = "benefits.due"
BENEFIT_PAID = "benefits.paid"
BENEFIT_BOUNCED = "benefits.bounced"
RECOVERY_BEGUN = "benefits.recovery_begun"
RECOVERY_ENDED = "benefits.recovery_ended"
# {appeal, policy, subject}
APPEAL_LODGED = "benefits.appeal_lodged"
APPEAL_ANSWERED = "benefits.appeal_answered"
