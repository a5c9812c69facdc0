"""The door of room connectors."""

from __future__ import annotations

from tongban.connectors.actions.keep_going import keep_going
from tongban.connectors.actions.send_again import send_again
from tongban.connectors.actions.settle_conflict import settle_conflict
from tongban.connectors.adapters.http_line import HttpLine
from tongban.connectors.domain.definition import Connector
from tongban.connectors.ports import (
    About,
    Answer,
    Line,
    LineDown,
    NotTaken,
    connect_line,
    connect_lines,
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
    ReferralNotFound,
    SettlingNeedsWords,
)
from tongban.connectors.views import (
    Finding,
    ForeignStep,
    LineView,
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
    "ReferralNotFound",
    "ReferralView",
    "SettlingNeedsWords",
    "StuckRow",
    "SyncState",
    "check_connectors",
    "connect_line",
    "connect_lines",
    "connected_agency",
    "foreign_steps",
    "is_connected",
    "keep_going",
    "lines",
    "referral_of_case",
    "send_again",
    "settle_conflict",
    "stuck_referrals",
]
