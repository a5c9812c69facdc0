"""Events of this room, past tense. Payloads carry ids and codes only."""

from __future__ import annotations

# {notice, about, agency, region}
NOTICE_ISSUED = "payments.notice_issued"
NOTICE_PART_PAID = "payments.notice_part_paid"
NOTICE_PAID = "payments.notice_paid"
NOTICE_CLOSED = "payments.notice_closed"
NOTICE_PART_RETURNED = "payments.notice_part_returned"
NOTICE_REFUNDED = "payments.notice_refunded"
# {refund}
REFUND_ASKED = "payments.refund_asked"
# {payout, about}
PAYOUT_ASKED = "payments.payout_asked"
PAYOUT_MADE = "payments.payout_made"
PAYOUT_BOUNCED = "payments.payout_bounced"
