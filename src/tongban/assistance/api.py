"""The door of room assistance."""

from __future__ import annotations

from tongban.assistance.actions.appoint_helper import appoint_helper, end_appointment
from tongban.assistance.actions.ask_help import ask_help
from tongban.assistance.actions.call_back import call_back
from tongban.assistance.actions.hand_back import decline, hand_back
from tongban.assistance.actions.hand_in_signed import hand_in_signed
from tongban.assistance.actions.keep_sheet import keep_sheet
from tongban.assistance.actions.prepare import look_at, prepare
from tongban.assistance.actions.settle_errand import (
    confirm_errand,
    receive_result,
    return_errand,
    revoke_errand,
    take_over,
)
from tongban.assistance.actions.take_request import take_request
from tongban.assistance.asking import asked_of_helper
from tongban.assistance.domain.errand import ConsentWay, ErrandState, Step
from tongban.assistance.domain.power import Lack
from tongban.assistance.events import APPOINTMENT_ENDED, HELPER_APPOINTED
from tongban.assistance.policies import may_lead
from tongban.assistance.queries.appointments import (
    helpers_led,
    helpers_serving,
    is_helper,
    my_appointment,
)
from tongban.assistance.queries.duties import calls_to_make, duties, duty
from tongban.assistance.queries.errands import acts_for_me, errand, my_errands
from tongban.assistance.refusals import (
    AlreadyAppointed,
    ErrandNotFound,
    NotAHelper,
    NotThatPerson,
    NotWithinMandate,
    NotYoursToAppoint,
    OwnAffairsOnly,
    RequestNotRight,
    StepNotPossible,
    TooManyErrands,
)
from tongban.assistance.views import ActView, DutyView, ErrandView, HelperView, Prepared, Sheet

__all__ = [
    "APPOINTMENT_ENDED",
    "HELPER_APPOINTED",
    "ActView",
    "AlreadyAppointed",
    "ConsentWay",
    "DutyView",
    "ErrandNotFound",
    "ErrandState",
    "ErrandView",
    "HelperView",
    "Lack",
    "NotAHelper",
    "NotThatPerson",
    "NotWithinMandate",
    "NotYoursToAppoint",
    "OwnAffairsOnly",
    "Prepared",
    "RequestNotRight",
    "Sheet",
    "Step",
    "StepNotPossible",
    "TooManyErrands",
    "acts_for_me",
    "appoint_helper",
    "ask_help",
    "asked_of_helper",
    "call_back",
    "calls_to_make",
    "confirm_errand",
    "decline",
    "duties",
    "duty",
    "end_appointment",
    "errand",
    "hand_back",
    "hand_in_signed",
    "helpers_led",
    "helpers_serving",
    "is_helper",
    "keep_sheet",
    "look_at",
    "may_lead",
    "my_appointment",
    "my_errands",
    "prepare",
    "receive_result",
    "return_errand",
    "revoke_errand",
    "take_over",
    "take_request",
]
