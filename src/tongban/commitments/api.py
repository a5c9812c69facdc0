"""The door of room commitments."""

from __future__ import annotations

from tongban.commitments.actions.check_promise import check_promise
from tongban.commitments.actions.credit import (
    answer_objection,
    look_at_credit,
    object_to_record,
    repair_record,
)
from tongban.commitments.actions.report_correction import report_correction
from tongban.commitments.actions.watch_promises import watch_promises
from tongban.commitments.domain.credit import CreditState, CreditStep
from tongban.commitments.domain.steps import FINDINGS, PromiseState, PromiseStep
from tongban.commitments.keeping import PromiseDesk
from tongban.commitments.policies import may_check
from tongban.commitments.queries.credit import (
    looks_at_my_credit,
    my_credit,
    objections_waiting,
    public_records,
)
from tongban.commitments.queries.offers import promise_offer
from tongban.commitments.queries.promises import (
    is_promised,
    promise,
    promise_counts,
    promise_of_case,
    promises_to_check,
)
from tongban.commitments.refusals import (
    PromiseNotFound,
    PromiseNotOpen,
    StepNotOpen,
    WordsNeeded,
)
from tongban.commitments.views import (
    CreditKindView,
    CreditView,
    HappeningView,
    LookView,
    OfferView,
    PromiseCount,
    PromiseRow,
    PromiseView,
    PublicRecord,
    TermsView,
)

__all__ = [
    "FINDINGS",
    "CreditKindView",
    "CreditState",
    "CreditStep",
    "CreditView",
    "HappeningView",
    "LookView",
    "OfferView",
    "PromiseCount",
    "PromiseDesk",
    "PromiseNotFound",
    "PromiseNotOpen",
    "PromiseRow",
    "PromiseState",
    "PromiseStep",
    "PromiseView",
    "PublicRecord",
    "StepNotOpen",
    "TermsView",
    "WordsNeeded",
    "answer_objection",
    "check_promise",
    "is_promised",
    "look_at_credit",
    "looks_at_my_credit",
    "may_check",
    "my_credit",
    "object_to_record",
    "objections_waiting",
    "promise",
    "promise_counts",
    "promise_of_case",
    "promise_offer",
    "promises_to_check",
    "public_records",
    "repair_record",
    "report_correction",
    "watch_promises",
]
