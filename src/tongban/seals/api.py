"""The door of room seals."""

from __future__ import annotations

from tongban.seals.actions.change_standing import restore_seal, revoke_seal, suspend_seal
from tongban.seals.actions.entrust_seal import end_entrustment, entrust_seal
from tongban.seals.actions.issue_firm_seals import issue_firm_seals
from tongban.seals.actions.issue_seal import issue_seal
from tongban.seals.actions.licence_sign_in import OPEN_FOR, answer_sign_in, redeem_sign_in
from tongban.seals.actions.renew_seal_keys import renew_seal_keys
from tongban.seals.actions.sign_application import sign_application
from tongban.seals.actions.take_seal import take_seal
from tongban.seals.actions.two_person_use import approve_use, decline_use, request_use
from tongban.seals.actions.use_seal import use_seal
from tongban.seals.domain.entrusting import EntrustmentState, EntrustmentView
from tongban.seals.domain.intent import STATEMENT, STATEMENT_CODE, Agreement, Hand, Intent, Proof
from tongban.seals.domain.kinds import AGENCY_KINDS, FIRM_KINDS, OwnerKind, SealKind
from tongban.seals.domain.purpose import (
    DocumentKind,
    Purpose,
    PurposeKind,
    definite_purposes,
)
from tongban.seals.domain.signature import (
    ApplicationSignature,
    SignatureCheck,
    SignatureOutcome,
)
from tongban.seals.domain.standing import Standing
from tongban.seals.ports import connect_licences
from tongban.seals.queries.entrustments import (
    entrusted_seal,
    entrusted_to_me,
    entrustments_of,
)
from tongban.seals.queries.revocations import seal_revocations
from tongban.seals.queries.seals import firm_seals, seal, seal_for, seal_roots, seals_kept
from tongban.seals.queries.signatures import check_application_signature
from tongban.seals.queries.uses import requests_waiting, seal_uses, two_person_requests, use_request
from tongban.seals.refusals import (
    EntrustmentNotFound,
    LicenceNotYours,
    NeedsTwoPersons,
    NoSealInForce,
    OutsideItsScope,
    RequestNotOpen,
    SamePerson,
    SealDetailsNotRight,
    SealKeyNotMade,
    SealKeyReplaced,
    SealNotFound,
    SealNotInForce,
    SealNotYours,
    SignerNotFit,
    SignInNotOpen,
    StandingNotPossible,
    StatementNotAgreed,
    TooManyEntrustments,
    TooManyUses,
)
from tongban.seals.sealing import digest_to_seal
from tongban.seals.views import (
    AgencySeal,
    ApprovedUse,
    KeyView,
    LicenceSignInView,
    RequestState,
    SealUseView,
    SealView,
    UseRequestView,
)

__all__ = [
    "AGENCY_KINDS",
    "FIRM_KINDS",
    "OPEN_FOR",
    "STATEMENT",
    "STATEMENT_CODE",
    "AgencySeal",
    "Agreement",
    "ApplicationSignature",
    "ApprovedUse",
    "DocumentKind",
    "EntrustmentNotFound",
    "EntrustmentState",
    "EntrustmentView",
    "Hand",
    "Intent",
    "KeyView",
    "LicenceNotYours",
    "LicenceSignInView",
    "NeedsTwoPersons",
    "NoSealInForce",
    "OutsideItsScope",
    "OwnerKind",
    "Proof",
    "Purpose",
    "PurposeKind",
    "RequestNotOpen",
    "RequestState",
    "SamePerson",
    "SealDetailsNotRight",
    "SealKeyNotMade",
    "SealKeyReplaced",
    "SealKind",
    "SealNotFound",
    "SealNotInForce",
    "SealNotYours",
    "SealUseView",
    "SealView",
    "SignInNotOpen",
    "SignatureCheck",
    "SignatureOutcome",
    "SignerNotFit",
    "Standing",
    "StandingNotPossible",
    "StatementNotAgreed",
    "TooManyEntrustments",
    "TooManyUses",
    "UseRequestView",
    "answer_sign_in",
    "approve_use",
    "check_application_signature",
    "connect_licences",
    "decline_use",
    "definite_purposes",
    "digest_to_seal",
    "end_entrustment",
    "entrust_seal",
    "entrusted_seal",
    "entrusted_to_me",
    "entrustments_of",
    "firm_seals",
    "issue_firm_seals",
    "issue_seal",
    "redeem_sign_in",
    "renew_seal_keys",
    "request_use",
    "requests_waiting",
    "restore_seal",
    "revoke_seal",
    "seal",
    "seal_for",
    "seal_revocations",
    "seal_roots",
    "seal_uses",
    "seals_kept",
    "sign_application",
    "suspend_seal",
    "take_seal",
    "two_person_requests",
    "use_request",
    "use_seal",
]
