"""Statuses 证照状态 01–99, the operations that change them, and the status on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongban.certificates.views import CertificateStatus, Operation
from tongban.kernel.text import Text

_S = CertificateStatus


# With these a certificate begins; they are never done to one that is there.
BEGINNINGS = frozenset({Operation.ISSUE, Operation.RENEW, Operation.TRANSFER_IN, Operation.CHANGE})
_ALIVE = frozenset({_S.VALID, _S.SUSPENDED, _S.OTHER})
# Operation → what it may be done to, and what it makes of it. Only one that is done with can be
# struck off (注销 follows 撤销, 吊销 and expiry: 行政许可法 70); nothing else leaves an end.
_STEPS: dict[Operation, tuple[frozenset[CertificateStatus], CertificateStatus]] = {
    Operation.SUSPEND: (frozenset({_S.VALID}), _S.SUSPENDED),
    Operation.GIVE_BACK: (frozenset({_S.SUSPENDED, _S.OTHER}), _S.VALID),
    Operation.EXPIRE: (_ALIVE, _S.LAPSED),
    Operation.RENEW: (frozenset({_S.VALID, _S.LAPSED}), _S.LAPSED),
    Operation.CHANGE: (frozenset({_S.VALID}), _S.LAPSED),
    Operation.RESCIND: (_ALIVE | {_S.LAPSED}, _S.RESCINDED),
    Operation.REVOKE: (_ALIVE, _S.REVOKED),
    Operation.CANCEL: (_ALIVE | {_S.LAPSED, _S.RESCINDED, _S.REVOKED}, _S.CANCELLED),
    Operation.TRANSFER_OUT: (frozenset({_S.VALID}), _S.TRANSFERRED),
    Operation.OTHER: (frozenset({_S.VALID, _S.SUSPENDED}), _S.OTHER),
}
_BY_TARGET = {
    _S.VALID: Operation.GIVE_BACK,
    _S.SUSPENDED: Operation.SUSPEND,
    _S.RESCINDED: Operation.RESCIND,
    _S.CANCELLED: Operation.CANCEL,
    _S.LAPSED: Operation.EXPIRE,
    _S.TRANSFERRED: Operation.TRANSFER_OUT,
    _S.REVOKED: Operation.REVOKE,
    _S.OTHER: Operation.OTHER,
}


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One change of status: from ``effective_date`` on it is ``status``, by ``article``.

    ``actor`` is a reference without a name, ``related`` the identifier of the certificate that
    follows or the USCC of the body it was transferred to, "" when there is none.
    """

    status: CertificateStatus
    operation: Operation
    effective_date: date
    recorded_at: datetime
    article: str
    reason: str
    actor: str
    related: str

    @property
    def status_label(self) -> Text:
        """The new status in words."""
        return STATUS_LABELS[self.status]


def operation_to(target: CertificateStatus) -> Operation:
    """The operation that gives this status."""
    return _BY_TARGET[target]


def may_follow(operation: Operation, present: CertificateStatus) -> bool:
    """Whether the operation can be done to a certificate of this status."""
    return operation in _STEPS and present in _STEPS[operation][0]


def status_after(operation: Operation) -> CertificateStatus:
    """The status an operation gives; KeyError for one that only begins a certificate."""
    return _STEPS[operation][1]


def status_on(
    first_day: date, last_day: date | None, entries: Sequence[StatusEntry], day: date
) -> CertificateStatus | None:
    """The status on a day by what is on record now; None before the first day of the term.

    ``entries`` in the order they were recorded: of those in effect the last one speaks, so a
    rescission 撤销 that reaches back overrides what was recorded before it. Expiry needs no entry:
    past its last day what is valid or suspended has lapsed. Source: 行政许可法 69, 70.
    """
    if day < first_day:
        return None
    status = _S.VALID
    for entry in entries:
        if entry.effective_date <= day:
            status = entry.status
    return expired_or(status, last_day, day)


def expired_or(status: CertificateStatus, last_day: date | None, day: date) -> CertificateStatus:
    """The recorded status, or lapsed 失效 when the term of a living one is over."""
    if status in _ALIVE and last_day is not None and day > last_day:
        return _S.LAPSED
    return status


def earliest_effect(operation: Operation, first_day: date, entries: Sequence[StatusEntry]) -> date:
    """The first day a new entry may take effect: a rescission reaches back to the beginning."""
    if operation is Operation.RESCIND or not entries:
        return first_day
    return max(entry.effective_date for entry in entries)


STATUS_LABELS = {
    _S.VALID: Text.of("有效", "Valid"),
    _S.SUSPENDED: Text.of("暂扣", "Suspended"),
    _S.RESCINDED: Text.of("撤销", "Rescinded"),
    _S.CANCELLED: Text.of("注销", "Cancelled"),
    _S.LAPSED: Text.of("失效", "Lapsed"),
    _S.TRANSFERRED: Text.of("转出", "Transferred"),
    _S.REVOKED: Text.of("吊销", "Revoked"),
    _S.OTHER: Text.of("其他", "Other"),
}
OPERATION_LABELS = {
    Operation.ISSUE: Text.of("新发", "Issued"),
    Operation.RENEW: Text.of("延续", "Renewed"),
    Operation.SUSPEND: Text.of("暂扣", "Suspended"),
    Operation.EXPIRE: Text.of("过期失效", "Lapsed"),
    Operation.CANCEL: Text.of("注销", "Cancelled"),
    Operation.GIVE_BACK: Text.of("发还", "Given back"),
    Operation.TRANSFER_IN: Text.of("转入", "Transferred in"),
    Operation.TRANSFER_OUT: Text.of("转出", "Transferred out"),
    Operation.CHANGE: Text.of("变更", "Changed"),
    Operation.RESCIND: Text.of("撤销", "Rescinded"),
    Operation.REVOKE: Text.of("吊销", "Revoked"),
    Operation.OTHER: Text.of("其他", "Other"),
}
