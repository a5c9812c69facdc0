"""What the room tells others; payloads carry ids and codes only."""

from __future__ import annotations

SUBJECT_REGISTERED = "identity.SubjectRegistered"  # subject_ids
IDENTIFIER_ADDED = "identity.IdentifierAdded"  # subject_id, scheme
ASSURANCE_RAISED = "identity.AssuranceRaised"  # subject_id, level
SUBJECT_FORGOTTEN = "identity.SubjectForgotten"  # subject_id
ACCOUNT_OPENED = "identity.AccountOpened"  # account_id, subject_id, kind
SIGNED_IN = "identity.SignedIn"  # account_id
MANDATE_GRANTED = "identity.MandateGranted"  # mandate_id, principal_id, agent_id, kind
MANDATE_REVOKED = "identity.MandateRevoked"  # mandate_id
