"""The door of room cases."""

from __future__ import annotations

from tongban.cases.actions.accept_case import accept_case, refuse_acceptance
from tongban.cases.actions.append_deadlines import append_deadlines
from tongban.cases.actions.claim_task import claim_task, release_task
from tongban.cases.actions.decide_case import decide_case, give_opinion
from tongban.cases.actions.extend_term import extend_term
from tongban.cases.actions.flow_steps import (
    complete_step,
    hand_over_case,
    return_step,
    transfer_step,
)
from tongban.cases.actions.request_correction import request_correction, supply_correction
from tongban.cases.actions.settle_payment import settle_payment
from tongban.cases.actions.special_procedure import (
    end_special_procedure,
    start_special_procedure,
)
from tongban.cases.actions.submit_case import submit_case
from tongban.cases.actions.withdraw_case import withdraw_case
from tongban.cases.domain.events import Approved
from tongban.cases.domain.flow.bpmn.read import Imported, from_bpmn
from tongban.cases.domain.flow.bpmn.write import to_bpmn
from tongban.cases.domain.flow.definition import DECIDING, Branch, Flow, Node, NodeKind, Outcome
from tongban.cases.domain.flow.moving import advance as advance_flow
from tongban.cases.domain.flow.moving import start as start_flow
from tongban.cases.domain.flow.soundness import faults_of as flow_faults
from tongban.cases.domain.flow_events import StepDone
from tongban.cases.domain.terms import Approver
from tongban.cases.published_flows import flow, flows
from tongban.cases.queries.alerts import case_alerts
from tongban.cases.queries.cases import case, desk_find, desk_queue, my_cases
from tongban.cases.queries.counting import case_counts
from tongban.cases.queries.finding import Sought
from tongban.cases.queries.tracking import track_case
from tongban.cases.refusals import (
    CaseChanged,
    CaseNotFound,
    DefectsNotToldAtOnce,
    FeeNotPaid,
    FlowUnknown,
    ItemNotOpen,
    ItemVersionStale,
    MaterialsMissing,
    MoveNotPossible,
    NothingToFindBy,
    NotYourTask,
    ProcedureNotAllowed,
    SignInToApply,
    StepNotPossible,
    TaskHeldByOther,
    TermNotExtendable,
    TokenUnusable,
    TooManyTries,
    WordsMissing,
)
from tongban.cases.shelf.schema import ExampleFile, Expected, FormVerdict
from tongban.cases.views import (
    STATE_DIGITS,
    AlertView,
    CaseRow,
    CaseState,
    CaseStep,
    CaseView,
    ClockView,
    Defect,
    FeeLine,
    FlowView,
    Light,
    MaterialView,
    MaterialWay,
    Party,
    PartyRole,
    PauseSpan,
    StepRow,
    TaskView,
    TrackView,
)

__all__ = [
    "DECIDING",
    "STATE_DIGITS",
    "AlertView",
    "Approved",
    "Approver",
    "Branch",
    "CaseChanged",
    "CaseNotFound",
    "CaseRow",
    "CaseState",
    "CaseStep",
    "CaseView",
    "ClockView",
    "Defect",
    "DefectsNotToldAtOnce",
    "ExampleFile",
    "Expected",
    "FeeLine",
    "FeeNotPaid",
    "Flow",
    "FlowUnknown",
    "FlowView",
    "FormVerdict",
    "Imported",
    "ItemNotOpen",
    "ItemVersionStale",
    "Light",
    "MaterialView",
    "MaterialWay",
    "MaterialsMissing",
    "MoveNotPossible",
    "Node",
    "NodeKind",
    "NotYourTask",
    "NothingToFindBy",
    "Outcome",
    "Party",
    "PartyRole",
    "PauseSpan",
    "ProcedureNotAllowed",
    "SignInToApply",
    "Sought",
    "StepDone",
    "StepNotPossible",
    "StepRow",
    "TaskHeldByOther",
    "TaskView",
    "TermNotExtendable",
    "TokenUnusable",
    "TooManyTries",
    "TrackView",
    "WordsMissing",
    "accept_case",
    "advance_flow",
    "append_deadlines",
    "case",
    "case_alerts",
    "case_counts",
    "claim_task",
    "complete_step",
    "decide_case",
    "desk_find",
    "desk_queue",
    "end_special_procedure",
    "extend_term",
    "flow",
    "flow_faults",
    "flows",
    "from_bpmn",
    "give_opinion",
    "hand_over_case",
    "my_cases",
    "refuse_acceptance",
    "release_task",
    "request_correction",
    "return_step",
    "settle_payment",
    "start_flow",
    "start_special_procedure",
    "submit_case",
    "supply_correction",
    "to_bpmn",
    "track_case",
    "transfer_step",
    "withdraw_case",
]
