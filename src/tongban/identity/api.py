"""The door of room identity."""

from __future__ import annotations

from tongban.identity.actions.change_subject import (
    add_identifier,
    forget,
    open_subject,
    raise_assurance,
)
from tongban.identity.actions.confirm_identity import confirm_identity
from tongban.identity.actions.mandates import grant_mandate, revoke_mandate
from tongban.identity.actions.open_account import open_account
from tongban.identity.actions.register_subjects import (
    register_firm,
    register_person,
    register_subjects,
)
from tongban.identity.actions.sign_in_demo import sign_in_demo
from tongban.identity.adapters.twins import IdentityCheckerTwin
from tongban.identity.domain.mandates import comes_of_age, in_force
from tongban.identity.domain.names import mask_name
from tongban.identity.domain.numbers import mask_number, tidy_number
from tongban.identity.domain.registration import NewSubject
from tongban.identity.domain.stepping_up import CheckWay, ways_to
from tongban.identity.events import SUBJECT_FORGOTTEN, SUBJECT_REGISTERED
from tongban.identity.mandate_parties import mandate_parties
from tongban.identity.ports import IdentityChecker, checker, connect_checker
from tongban.identity.queries import (
    account,
    assurance_from,
    assurance_levels,
    demo_accounts,
    find_subject,
    known_subjects,
    mandate_for,
    mandates_of,
    subject,
    subjects,
    subjects_by_number,
)
from tongban.identity.refusals import (
    AccountUnknown,
    CheckAbsent,
    CheckNotPassed,
    DemoSignInClosed,
    DetailsNotRight,
    IdentifierTaken,
    MandateExists,
    MandateUnknown,
    NotYours,
    SubjectUnknown,
    TooManyChecks,
)
from tongban.identity.register_numbers import guardian_number, register_number
from tongban.identity.views import (
    AccountView,
    AssuranceLevel,
    DemoAccount,
    Identifier,
    IdentifierScheme,
    IdentifierView,
    MandateKind,
    MandateView,
    Sex,
    SubjectKind,
    SubjectView,
)

__all__ = [
    "SUBJECT_FORGOTTEN",
    "SUBJECT_REGISTERED",
    "AccountUnknown",
    "AccountView",
    "AssuranceLevel",
    "CheckAbsent",
    "CheckNotPassed",
    "CheckWay",
    "DemoAccount",
    "DemoSignInClosed",
    "DetailsNotRight",
    "Identifier",
    "IdentifierScheme",
    "IdentifierTaken",
    "IdentifierView",
    "IdentityChecker",
    "IdentityCheckerTwin",
    "MandateExists",
    "MandateKind",
    "MandateUnknown",
    "MandateView",
    "NewSubject",
    "NotYours",
    "Sex",
    "SubjectKind",
    "SubjectUnknown",
    "SubjectView",
    "TooManyChecks",
    "account",
    "add_identifier",
    "assurance_from",
    "assurance_levels",
    "checker",
    "comes_of_age",
    "confirm_identity",
    "connect_checker",
    "demo_accounts",
    "find_subject",
    "forget",
    "grant_mandate",
    "guardian_number",
    "in_force",
    "known_subjects",
    "mandate_for",
    "mandate_parties",
    "mandates_of",
    "mask_name",
    "mask_number",
    "open_account",
    "open_subject",
    "raise_assurance",
    "register_firm",
    "register_number",
    "register_person",
    "register_subjects",
    "revoke_mandate",
    "sign_in_demo",
    "subject",
    "subjects",
    "subjects_by_number",
    "tidy_number",
    "ways_to",
]
