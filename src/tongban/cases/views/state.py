"""Where a case stands, in words and in the digits of others."""

from __future__ import annotations

from enum import Enum

from tongban.kernel.text import Text


class CaseState(Enum):
    """Where a case stands 办件状态; provincial digits only through :data:`STATE_DIGITS`."""

    SUBMITTED = "case-state/submitted"
    CORRECTING = "case-state/correcting"
    ACCEPTED = "case-state/accepted"
    PAUSED = "case-state/paused"
    AWAITING_PAYMENT = "case-state/awaiting-payment"
    APPROVED = "case-state/approved"
    DENIED = "case-state/denied"
    NOT_ACCEPTED = "case-state/not-accepted"
    WITHDRAWN = "case-state/withdrawn"
    REVOKED = "case-state/revoked"

    @property
    def closed(self) -> bool:
        """Whether nothing more can happen to the application itself."""
        return self in _CLOSED

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_CLOSED = frozenset({
    CaseState.APPROVED, CaseState.DENIED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN,
    CaseState.REVOKED,
})  # fmt: skip


_LABELS = {
    CaseState.SUBMITTED: Text.of("已收件，待受理", "Received, waiting for acceptance"),
    CaseState.CORRECTING: Text.of("待补正", "Waiting for your corrections"),
    CaseState.ACCEPTED: Text.of("已受理，在办", "Accepted, being handled"),
    CaseState.PAUSED: Text.of("特别程序中，停表", "Special procedure, clock stopped"),
    CaseState.AWAITING_PAYMENT: Text.of("待缴费，停表", "Waiting for payment, clock stopped"),
    CaseState.APPROVED: Text.of("办结：准予", "Closed: approved"),
    CaseState.DENIED: Text.of("办结：不予", "Closed: denied"),
    CaseState.NOT_ACCEPTED: Text.of("不予受理", "Not accepted"),
    CaseState.WITHDRAWN: Text.of("已撤回", "Withdrawn"),
    CaseState.REVOKED: Text.of("办结：准予后已撤销", "Closed: approved, then revoked"),
}


# 02 收件 05 受理 06 补齐补正 07 不予受理 10 办结 11 挂起 12 在办 13 退件 (one province's enum).
STATE_DIGITS: dict[str, dict[CaseState, str]] = {
    "provincial-2": {
        CaseState.SUBMITTED: "02",
        CaseState.CORRECTING: "06",
        CaseState.ACCEPTED: "12",
        CaseState.PAUSED: "11",
        CaseState.AWAITING_PAYMENT: "11",
        CaseState.APPROVED: "10",
        CaseState.DENIED: "10",
        CaseState.NOT_ACCEPTED: "07",
        CaseState.WITHDRAWN: "13",
        CaseState.REVOKED: "10",
    }
}
