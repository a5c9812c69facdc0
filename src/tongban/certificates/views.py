"""What the outside sees of certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from tongban.kernel.text import Text


class CertificateStatus(Enum):
    """Status of a certificate 证照状态; digits only through :data:`STATUS_DIGITS`."""

    VALID = "certificate-status/valid"
    SUSPENDED = "certificate-status/suspended"
    RESCINDED = "certificate-status/rescinded"
    CANCELLED = "certificate-status/cancelled"
    LAPSED = "certificate-status/lapsed"
    TRANSFERRED = "certificate-status/transferred"
    REVOKED = "certificate-status/revoked"
    OTHER = "certificate-status/other"


# 01 有效 02 暂扣 03 撤销 04 注销 05 失效 06 转出 07 吊销 99 其他 (interface profile "zzk").
STATUS_DIGITS: dict[str, dict[CertificateStatus, str]] = {
    "zzk": {
        CertificateStatus.VALID: "01",
        CertificateStatus.SUSPENDED: "02",
        CertificateStatus.RESCINDED: "03",
        CertificateStatus.CANCELLED: "04",
        CertificateStatus.LAPSED: "05",
        CertificateStatus.TRANSFERRED: "06",
        CertificateStatus.REVOKED: "07",
        CertificateStatus.OTHER: "99",
    }
}


class Operation(Enum):
    """What was done to a certificate 证照操作; digits only through :data:`OPERATION_DIGITS`."""

    ISSUE = "certificate-operation/issue"  # 新发
    RENEW = "certificate-operation/renew"  # 延续
    SUSPEND = "certificate-operation/suspend"  # 暂扣
    EXPIRE = "certificate-operation/expire"  # 过期失效
    CANCEL = "certificate-operation/cancel"  # 注销
    GIVE_BACK = "certificate-operation/give-back"  # 发还
    TRANSFER_IN = "certificate-operation/transfer-in"  # 转入
    TRANSFER_OUT = "certificate-operation/transfer-out"  # 转出
    CHANGE = "certificate-operation/change"  # 变更
    RESCIND = "certificate-operation/rescind"  # 撤销
    REVOKE = "certificate-operation/revoke"  # 吊销
    OTHER = "certificate-operation/other"  # 其他


# The interface profile "zzk" has no digits of its own for 转出, 撤销 and 吊销: they are "other".
OPERATION_DIGITS: dict[str, dict[Operation, str]] = {
    "zzk": {
        Operation.ISSUE: "01",
        Operation.RENEW: "02",
        Operation.SUSPEND: "03",
        Operation.EXPIRE: "04",
        Operation.CANCEL: "05",
        Operation.GIVE_BACK: "06",
        Operation.OTHER: "07",
        Operation.TRANSFER_OUT: "07",
        Operation.RESCIND: "07",
        Operation.REVOKE: "07",
        Operation.TRANSFER_IN: "08",
        Operation.CHANGE: "09",
    }
}


class VerifyOutcome(Enum):
    """What a stranger is told. Only ``VALID`` is a plain yes; ``UNKNOWN`` is a number or token
    that the register does not know, ``UNREADABLE`` a file or code that is none of ours."""

    VALID = "valid"
    LOGGED_SOON = "logged-soon"
    UNDECIDED = "undecided"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    NOT_LOGGED = "not-logged"
    UNKNOWN_ISSUER = "unknown-issuer"
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


class Disclosure(Enum):
    """How much of a field the public verify page may show."""

    PUBLIC = "public"
    MASKED = "masked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class CertificateField:
    """A printed line of a certificate: name, label, value."""

    name: str
    label: Text
    value: str


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate as its holder sees it. Dates are civil dates at the issuer.

    ``supervisor_name`` is who supervises it 监制, where its type names a body that does.
    """

    id: str
    identifier: str
    number: str
    type_code: str
    type_name: Text
    holder_id: str
    holder_name: str
    issuer_code: str
    issuer_name: Text
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: CertificateStatus
    verify_token: str
    fields: tuple[CertificateField, ...]
    case_id: str | None
    operation: Operation = Operation.ISSUE
    previous_identifier: str | None = None
    next_identifier: str | None = None
    supervisor_name: Text | None = None


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What the verify page shows: disclosed fields only, the holder's name masked."""

    identifier: str
    type_name: Text
    holder_name: str
    issuer_name: Text
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    status: CertificateStatus
    fields: tuple[CertificateField, ...]
    supervisor_name: Text | None = None


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """An annotated copy 加注件 as whoever holds it must know it: for whom, for what, until when."""

    number: str
    purpose: str
    user: str
    valid_until: date
    watermark: Text


@dataclass(frozen=True, slots=True)
class VerifyCheck:
    """One thing that was looked at: ``state`` is passed, noted or failed."""

    code: str
    state: str
    words: Text


@dataclass(frozen=True, slots=True)
class VerifyVerdict:
    """The answer: outcome, why, the public view, and the copy when it was one's code.

    Of a file or a signed code also ``code`` (stable, ``verify.…``), every check, and ``as_of``,
    the moment up to which its status is known.
    """

    outcome: VerifyOutcome
    reasons: tuple[Text, ...]
    certificate: PublicCertificate | None
    annotated_copy: PublicCopy | None = None
    code: str = ""
    checks: tuple[VerifyCheck, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class TypeInForce:
    """The version of a type that is issued now.

    ``origins``: per printed field its name, the form answer and the data element it is taken from.
    ``continues``: the date element of a term that this one runs on from.
    """

    code: str
    version: int
    origins: tuple[tuple[str, str | None, str | None], ...]
    definition: Mapping[str, Any] = field(repr=False)
    continues: str | None = None


@dataclass(frozen=True, slots=True)
class CertificateTypeView:
    """A published certificate type 证照类型."""

    code: str
    version: int
    name: Text
    defined_by: str
    type_number: str
    fields: tuple[str, ...]
