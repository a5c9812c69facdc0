"""The door of room exchange."""

from __future__ import annotations

from tongban.exchange.actions.answer_across import (
    extend_across,
    grant_requested_across,
    refuse_across,
)
from tongban.exchange.actions.answer_request import (
    extend_reply,
    grant_request,
    refuse_request,
    revoke_grant,
)
from tongban.exchange.actions.ask_across import ask_across, withdraw_across
from tongban.exchange.actions.ask_correction import (
    answer_correction,
    ask_correction,
    open_correction,
)
from tongban.exchange.actions.decide_consent import give_consent, withdraw_consent
from tongban.exchange.actions.file_requests import end_item_grants, file_requests
from tongban.exchange.actions.grant_across import NewCrossGrant, grant_across, revoke_across
from tongban.exchange.actions.issue_case_token import (
    TokenRequest,
    end_case_tokens,
    issue_case_token,
)
from tongban.exchange.actions.issue_policy import policy_for
from tongban.exchange.actions.publish_resources import publish_resources
from tongban.exchange.actions.register_node import (
    NewNode,
    register_node,
    retire_node,
    revoke_node_key,
)
from tongban.exchange.actions.settle_dispute import (
    dispute_request,
    rule_on_dispute,
    withdraw_request,
)
from tongban.exchange.actions.take_evidence import take_evidence
from tongban.exchange.actions.take_platform import (
    ToldPlatform,
    forget_platforms,
    take_platform,
)
from tongban.exchange.actions.take_subjects import take_subjects
from tongban.exchange.asking import NodeRegisters, register_subject
from tongban.exchange.domain.drafting import purpose_of
from tongban.exchange.domain.grants import GrantState
from tongban.exchange.domain.requests import Mover, RequestState, RequestStep
from tongban.exchange.domain.sharing import (
    GrantTerms,
    Openness,
    SharingChannel,
    SharingType,
    UpdateCycle,
)
from tongban.exchange.events import CORRECTION_ASKED, GRANT_ISSUED, GRANT_REVOKED
from tongban.exchange.policies import agencies_of, may_oversee
from tongban.exchange.queries.across import cross_grants, resources_elsewhere, told_exchange
from tongban.exchange.queries.consents import consents_wanted, my_consents
from tongban.exchange.queries.corrections import corrections_waiting, my_corrections
from tongban.exchange.queries.cross_requests import cross_request, cross_requests, waiting_across
from tongban.exchange.queries.drafts import askable_across
from tongban.exchange.queries.elsewhere import source_across
from tongban.exchange.queries.grants import grant, granted, grants, last_looks
from tongban.exchange.queries.lacks import APART as LACKS_APART
from tongban.exchange.queries.lacks import MOST_COMPARED, lacks_against, lacks_between
from tongban.exchange.queries.looks import day_proofs, look, looks, one_sided_looks
from tongban.exchange.queries.nodes import nodes, pinned_keys, polling_node
from tongban.exchange.queries.peers import evidence_for_peer, nodes_elsewhere
from tongban.exchange.queries.requests import request, request_queue
from tongban.exchange.queries.resources import (
    known_resource,
    resource,
    resource_history,
    resources,
)
from tongban.exchange.refusals import (
    ConsentMissing,
    ConsentNotYours,
    CorrectionAnswered,
    CorrectionUnknown,
    CrossGrantNotRight,
    CrossRequestNotRight,
    EvidenceRefused,
    FieldsNotAsked,
    GrantUnknown,
    LooksNotYours,
    NodeNotRight,
    NodesNotYours,
    NodeUnknown,
    NoRightToAsk,
    NotYoursToShare,
    PlatformNotHere,
    ReasonMissing,
    RefusalNeedsBasis,
    RequestUnknown,
    ResourceUnknown,
    StepNotPossibleNow,
    ValueHasNoSource,
)
from tongban.exchange.schema import ResourceEntry
from tongban.exchange.views import (
    AcrossView,
    ConsentState,
    ConsentView,
    CorrectionState,
    CorrectionView,
    DayProofView,
    GrantedView,
    GrantView,
    IssuedToken,
    LookVia,
    LookView,
    NodeView,
    PolicyAnswer,
    PolicyKind,
    QualityContract,
    RequestView,
    ResourceView,
    StepView,
)
from tongban.exchange.views_across import (
    AskableView,
    CrossGrantView,
    CrossRequestView,
    OtherResourceView,
    PeerNodeView,
    ToldExchange,
)
from tongban_wire.reconcile import Lack

__all__ = [
    "CORRECTION_ASKED",
    "GRANT_ISSUED",
    "GRANT_REVOKED",
    "LACKS_APART",
    "MOST_COMPARED",
    "AcrossView",
    "AskableView",
    "ConsentMissing",
    "ConsentNotYours",
    "ConsentState",
    "ConsentView",
    "CorrectionAnswered",
    "CorrectionState",
    "CorrectionUnknown",
    "CorrectionView",
    "CrossGrantNotRight",
    "CrossGrantView",
    "CrossRequestNotRight",
    "CrossRequestView",
    "DayProofView",
    "EvidenceRefused",
    "FieldsNotAsked",
    "GrantState",
    "GrantTerms",
    "GrantUnknown",
    "GrantView",
    "GrantedView",
    "IssuedToken",
    "Lack",
    "LookVia",
    "LookView",
    "LooksNotYours",
    "Mover",
    "NewCrossGrant",
    "NewNode",
    "NoRightToAsk",
    "NodeNotRight",
    "NodeRegisters",
    "NodeUnknown",
    "NodeView",
    "NodesNotYours",
    "NotYoursToShare",
    "Openness",
    "OtherResourceView",
    "PeerNodeView",
    "PlatformNotHere",
    "PolicyAnswer",
    "PolicyKind",
    "QualityContract",
    "ReasonMissing",
    "RefusalNeedsBasis",
    "RequestState",
    "RequestStep",
    "RequestUnknown",
    "RequestView",
    "ResourceEntry",
    "ResourceUnknown",
    "ResourceView",
    "SharingChannel",
    "SharingType",
    "StepNotPossibleNow",
    "StepView",
    "TokenRequest",
    "ToldExchange",
    "ToldPlatform",
    "UpdateCycle",
    "ValueHasNoSource",
    "agencies_of",
    "answer_correction",
    "ask_across",
    "ask_correction",
    "askable_across",
    "consents_wanted",
    "corrections_waiting",
    "cross_grants",
    "cross_request",
    "cross_requests",
    "day_proofs",
    "dispute_request",
    "end_case_tokens",
    "end_item_grants",
    "evidence_for_peer",
    "extend_across",
    "extend_reply",
    "file_requests",
    "forget_platforms",
    "give_consent",
    "grant",
    "grant_across",
    "grant_request",
    "grant_requested_across",
    "granted",
    "grants",
    "issue_case_token",
    "known_resource",
    "lacks_against",
    "lacks_between",
    "last_looks",
    "look",
    "looks",
    "may_oversee",
    "my_consents",
    "my_corrections",
    "nodes",
    "nodes_elsewhere",
    "one_sided_looks",
    "open_correction",
    "pinned_keys",
    "policy_for",
    "polling_node",
    "publish_resources",
    "purpose_of",
    "refuse_across",
    "refuse_request",
    "register_node",
    "register_subject",
    "request",
    "request_queue",
    "resource",
    "resource_history",
    "resources",
    "resources_elsewhere",
    "retire_node",
    "revoke_across",
    "revoke_grant",
    "revoke_node_key",
    "rule_on_dispute",
    "source_across",
    "take_evidence",
    "take_platform",
    "take_subjects",
    "told_exchange",
    "waiting_across",
    "withdraw_across",
    "withdraw_consent",
    "withdraw_request",
]
