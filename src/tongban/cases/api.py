"""The door of room cases."""

from __future__ import annotations

from tongban.cases.actions.accept_case import accept_case, refuse_acceptance
from tongban.cases.actions.amend_afar import amend_afar
from tongban.cases.actions.append_deadlines import append_deadlines
from tongban.cases.actions.claim_task import claim_task, release_task
from tongban.cases.actions.decide_case import decide_case, give_opinion
from tongban.cases.actions.deliver_result import deliver_result, record_delivery
from tongban.cases.actions.explain_lateness import explain_lateness
from tongban.cases.actions.export_archive import export_archive
from tongban.cases.actions.extend_term import extend_term
from tongban.cases.actions.flow_steps import (
    complete_step,
    hand_over_case,
    return_step,
    transfer_step,
)
from tongban.cases.actions.follow_up import end_unsupplied, supply_promised, waive_promised
from tongban.cases.actions.hearing import (
    announce_hearing,
    ask_for_hearing,
    hold_hearing,
    offer_hearing,
)
from tongban.cases.actions.migrate_cases import migrate_cases, preview_migration
from tongban.cases.actions.record_arrival import record_arrival
from tongban.cases.actions.request_correction import request_correction, supply_correction
from tongban.cases.actions.review import answer_review, ask_for_review, draw_reviews
from tongban.cases.actions.revocation import (
    drop_revocation,
    make_statement,
    propose_revocation,
    revoke_decision,
)
from tongban.cases.actions.settle_payment import settle_payment
from tongban.cases.actions.special_procedure import (
    end_special_procedure,
    start_special_procedure,
)
from tongban.cases.actions.submit_case import submit_case
from tongban.cases.actions.withdraw_case import withdraw_case
from tongban.cases.asking import Heard, hear_before, keep_looks
from tongban.cases.collected_afar import CollectedFor
from tongban.cases.domain.events import Approved, Deadline
from tongban.cases.domain.flow.bpmn.read import Imported, from_bpmn
from tongban.cases.domain.flow.bpmn.write import to_bpmn
from tongban.cases.domain.flow.definition import DECIDING, Branch, Flow, Node, NodeKind, Outcome
from tongban.cases.domain.flow.drawing import Drawing, drawing_of
from tongban.cases.domain.flow.moving import advance as advance_flow
from tongban.cases.domain.flow.moving import start as start_flow
from tongban.cases.domain.flow.soundness import faults_of as flow_faults
from tongban.cases.domain.flow_events import StepDone
from tongban.cases.domain.lateness import DeliveryWay, LateCause
from tongban.cases.domain.revocation_terms import RevocationGround
from tongban.cases.domain.terms import Approver
from tongban.cases.handed_files import Deliveries, connect_deliveries
from tongban.cases.hearing_refusals import HearingNotLawful, HearingPending
from tongban.cases.overseen import ClosedCase, EventFacts, LightCount, Reach, WatchedCase
from tongban.cases.promise_refusals import PromisedNotThere, PromiseStillRuns
from tongban.cases.promising import Promised, Promises, PromisingCase, connect_promises
from tongban.cases.published_flows import flow, flow_history, flow_version, flows
from tongban.cases.queries.alerts import case_alerts
from tongban.cases.queries.archives import verify_archive
from tongban.cases.queries.cases import case, desk_find, desk_queue, my_cases
from tongban.cases.queries.closed import closed_cases
from tongban.cases.queries.counting import case_counts
from tongban.cases.queries.finding import Sought
from tongban.cases.queries.lateness import published_lateness
from tongban.cases.queries.mandates import mandate_uses
from tongban.cases.queries.replaying import replay_case
from tongban.cases.queries.reporting import ChangedCase, changed_cases
from tongban.cases.queries.reviews import open_reviews
from tongban.cases.queries.tracking import track_case
from tongban.cases.queries.watching import (
    light_counts,
    nearly_due,
    watched_case,
    watched_numbered,
)
from tongban.cases.records import (
    ArchiveVerdict,
    FlowRelease,
    LateRow,
    MigrationView,
    ReplayView,
    ReviewRow,
)
from tongban.cases.refusals import (
    ArchiveUnreadable,
    CaseChanged,
    CaseNotClosed,
    CaseNotFound,
    DefectsNotToldAtOnce,
    FeeNotPaid,
    FlowUnknown,
    ItemNotOpen,
    ItemVersionStale,
    MaterialsMissing,
    MoveNotPossible,
    NothingToExplain,
    NothingToFindBy,
    NothingToReview,
    NotYourTask,
    OperatorsOnly,
    ProcedureNotAllowed,
    SignInToApply,
    StepNotPossible,
    TaskHeldByOther,
    TermNotExtendable,
    TokenUnusable,
    TooManyTries,
    WordsMissing,
)
from tongban.cases.revocation_refusals import HolderNotHeard, NothingToRevoke
from tongban.cases.shelf.schema import ExampleFile, Expected, FormVerdict
from tongban.cases.views.case import CaseStep, CaseView, FeeLine, Party, PartyRole, Unheard
from tongban.cases.views.clock import AWAITING_PROMISED, ClockView, Light, PauseSpan
from tongban.cases.views.flow import FlowView, StepRow, TaskView
from tongban.cases.views.lists import AlertView, CaseRow, TrackView
from tongban.cases.views.material import Defect, MaterialView, MaterialWay
from tongban.cases.views.proceedings import HearingView, RevocationView
from tongban.cases.views.state import STATE_DIGITS, CaseState

__all__ = [
    "AWAITING_PROMISED",
    "DECIDING",
    "STATE_DIGITS",
    "AlertView",
    "Approved",
    "Approver",
    "ArchiveUnreadable",
    "ArchiveVerdict",
    "Branch",
    "CaseChanged",
    "CaseNotClosed",
    "CaseNotFound",
    "CaseRow",
    "CaseState",
    "CaseStep",
    "CaseView",
    "ChangedCase",
    "ClockView",
    "ClosedCase",
    "CollectedFor",
    "Deadline",
    "Defect",
    "DefectsNotToldAtOnce",
    "Deliveries",
    "DeliveryWay",
    "Drawing",
    "EventFacts",
    "ExampleFile",
    "Expected",
    "FeeLine",
    "FeeNotPaid",
    "Flow",
    "FlowRelease",
    "FlowUnknown",
    "FlowView",
    "FormVerdict",
    "Heard",
    "HearingNotLawful",
    "HearingPending",
    "HearingView",
    "HolderNotHeard",
    "Imported",
    "ItemNotOpen",
    "ItemVersionStale",
    "LateCause",
    "LateRow",
    "Light",
    "LightCount",
    "MaterialView",
    "MaterialWay",
    "MaterialsMissing",
    "MigrationView",
    "MoveNotPossible",
    "Node",
    "NodeKind",
    "NotYourTask",
    "NothingToExplain",
    "NothingToFindBy",
    "NothingToReview",
    "NothingToRevoke",
    "OperatorsOnly",
    "Outcome",
    "Party",
    "PartyRole",
    "PauseSpan",
    "ProcedureNotAllowed",
    "PromiseStillRuns",
    "Promised",
    "PromisedNotThere",
    "Promises",
    "PromisingCase",
    "Reach",
    "ReplayView",
    "ReviewRow",
    "RevocationGround",
    "RevocationView",
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
    "Unheard",
    "WatchedCase",
    "WordsMissing",
    "accept_case",
    "advance_flow",
    "amend_afar",
    "announce_hearing",
    "answer_review",
    "append_deadlines",
    "ask_for_hearing",
    "ask_for_review",
    "case",
    "case_alerts",
    "case_counts",
    "changed_cases",
    "claim_task",
    "closed_cases",
    "complete_step",
    "connect_deliveries",
    "connect_promises",
    "decide_case",
    "deliver_result",
    "desk_find",
    "desk_queue",
    "draw_reviews",
    "drawing_of",
    "drop_revocation",
    "end_special_procedure",
    "end_unsupplied",
    "explain_lateness",
    "export_archive",
    "extend_term",
    "flow",
    "flow_faults",
    "flow_history",
    "flow_version",
    "flows",
    "from_bpmn",
    "give_opinion",
    "hand_over_case",
    "hear_before",
    "hold_hearing",
    "keep_looks",
    "light_counts",
    "make_statement",
    "mandate_uses",
    "migrate_cases",
    "my_cases",
    "nearly_due",
    "offer_hearing",
    "open_reviews",
    "preview_migration",
    "propose_revocation",
    "published_lateness",
    "record_arrival",
    "record_delivery",
    "refuse_acceptance",
    "release_task",
    "replay_case",
    "request_correction",
    "return_step",
    "revoke_decision",
    "settle_payment",
    "start_flow",
    "start_special_procedure",
    "submit_case",
    "supply_correction",
    "supply_promised",
    "to_bpmn",
    "track_case",
    "transfer_step",
    "verify_archive",
    "waive_promised",
    "watched_case",
    "watched_numbered",
    "withdraw_case",
]
