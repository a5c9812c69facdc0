"""Events of this room in the outbox. Payloads: case, number, item, agency, region, state."""

from __future__ import annotations

CASE_SUBMITTED = "CaseSubmitted"
CASE_ACCEPTED = "CaseAccepted"
CORRECTION_REQUESTED = "CorrectionRequested"
CORRECTION_SUPPLIED = "CorrectionSupplied"
ACCEPTANCE_REFUSED = "AcceptanceRefused"
SPECIAL_PROCEDURE_STARTED = "SpecialProcedureStarted"
SPECIAL_PROCEDURE_ENDED = "SpecialProcedureEnded"
CASE_PAYMENT_ASKED = "CasePaymentAsked"
CASE_PAYMENT_SETTLED = "CasePaymentSettled"
TERM_EXTENDED = "TermExtended"
CASE_STEP_TAKEN = "CaseStepTaken"
CASE_HANDED_OVER = "CaseHandedOver"
CASE_DECIDED = "CaseDecided"
CASE_WITHDRAWN = "CaseWithdrawn"
RESULT_DELIVERED = "ResultDelivered"
LATENESS_EXPLAINED = "LatenessExplained"
CASE_ARCHIVED = "CaseArchived"
REVIEW_ASKED = "ReviewAsked"
REVIEW_ANSWERED = "ReviewAnswered"
HEARING_STEP_TAKEN = "HearingStepTaken"
REVOCATION_PROPOSED = "RevocationProposed"
REVOCATION_DROPPED = "RevocationDropped"
DECISION_REVOKED = "DecisionRevoked"
CASE_DEADLINE_PASSED = "CaseDeadlinePassed"
CASE_MATERIAL_PROMISED = "CaseMaterialPromised"
CASE_MATERIAL_FOLLOWED = "CaseMaterialFollowed"

# What the outbox says when the case's own event is written; the rest is told by nobody.
OUTBOX_NAMES = {
    "Submitted": CASE_SUBMITTED,
    "Accepted": CASE_ACCEPTED,
    "CorrectionRequested": CORRECTION_REQUESTED,
    "CorrectionSupplied": CORRECTION_SUPPLIED,
    "AcceptanceRefused": ACCEPTANCE_REFUSED,
    "SpecialProcedureStarted": SPECIAL_PROCEDURE_STARTED,
    "SpecialProcedureEnded": SPECIAL_PROCEDURE_ENDED,
    "PaymentAsked": CASE_PAYMENT_ASKED,
    "PaymentSettled": CASE_PAYMENT_SETTLED,
    "TermExtended": TERM_EXTENDED,
    "StepDone": CASE_STEP_TAKEN,
    "JointOpinionGiven": CASE_STEP_TAKEN,
    "StepReturned": CASE_STEP_TAKEN,
    "StepTransferred": CASE_STEP_TAKEN,
    "CaseHandedOver": CASE_HANDED_OVER,
    "Approved": CASE_DECIDED,
    "Denied": CASE_DECIDED,
    "Withdrawn": CASE_WITHDRAWN,
    "RenewedBySilence": CASE_DECIDED,
    "Delivered": RESULT_DELIVERED,
    "LatenessExplained": LATENESS_EXPLAINED,
    "ReviewAsked": REVIEW_ASKED,
    "ReviewAnswered": REVIEW_ANSWERED,
    "HearingOffered": HEARING_STEP_TAKEN,
    "HearingAsked": HEARING_STEP_TAKEN,
    "HearingAnnounced": HEARING_STEP_TAKEN,
    "HearingHeld": HEARING_STEP_TAKEN,
    "RevocationProposed": REVOCATION_PROPOSED,
    "RevocationDropped": REVOCATION_DROPPED,
    "DecisionRevoked": DECISION_REVOKED,
    "DeadlineAppended": CASE_DEADLINE_PASSED,
    "FollowPromised": CASE_MATERIAL_PROMISED,
    "MaterialFollowed": CASE_MATERIAL_FOLLOWED,
    "FollowWaived": CASE_MATERIAL_FOLLOWED,
    "FollowLapsed": CASE_WITHDRAWN,
}
