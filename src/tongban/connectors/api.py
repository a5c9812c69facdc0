"""The door of room connectors."""

from __future__ import annotations

from tongban.connectors.actions.keep_going import keep_going
from tongban.connectors.actions.send_again import send_again
from tongban.connectors.actions.settle_conflict import settle_conflict
from tongban.connectors.actions.take_pushed import take_pushed
from tongban.connectors.adapters.http_line import HttpLine
from tongban.connectors.domain.definition import Connector
from tongban.connectors.domain.pushing import push_signature
from tongban.connectors.ports import (
    About,
    Answer,
    Line,
    LineDown,
    NotTaken,
    connect_line,
    connect_lines,
    connect_tokens,
)
from tongban.connectors.queries.lines import check_connectors, lines
from tongban.connectors.queries.referrals import (
    connected_agency,
    foreign_steps,
    is_connected,
    referral_of_case,
    stuck_referrals,
)
from tongban.connectors.refusals import (
    LinesNotYours,
    NothingToSettle,
    PushNotGenuine,
    PushUnreadable,
    ReferralNotFound,
    SettlingNeedsWords,
)
from tongban.connectors.views import (
    Finding,
    ForeignStep,
    LineView,
    Pushed,
    ReferralView,
    StuckRow,
    SyncState,
)

__all__ = [
    "About",
    "Answer",
    "Connector",
    "Finding",
    "ForeignStep",
    "HttpLine",
    "Line",
    "LineDown",
    "LineView",
    "LinesNotYours",
    "NotTaken",
    "NothingToSettle",
    "PushNotGenuine",
    "PushUnreadable",
    "Pushed",
    "ReferralNotFound",
    "ReferralView",
    "SettlingNeedsWords",
    "StuckRow",
    "SyncState",
    "check_connectors",
    "connect_line",
    "connect_lines",
    "connect_tokens",
    "connected_agency",
    "foreign_steps",
    "is_connected",
    "keep_going",
    "lines",
    "push_signature",
    "referral_of_case",
    "send_again",
    "settle_conflict",
    "stuck_referrals",
    "take_pushed",
]
