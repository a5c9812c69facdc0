"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {institution, service}
INSTITUTION_JOINED = "intermediaries.institution_joined"
INSTITUTION_LEFT = "intermediaries.institution_left"
# {commission, service, institution, case, payer}
COMMISSION_ASKED = "intermediaries.commission_asked"
COMMISSION_ACCEPTED = "intermediaries.commission_accepted"
COMMISSION_DECLINED = "intermediaries.commission_declined"
COMMISSION_WITHDRAWN = "intermediaries.commission_withdrawn"
COMMISSION_DELIVERED = "intermediaries.commission_delivered"
COMMISSION_RATED = "intermediaries.commission_rated"
