"""The signed form of a presentation: its addresses, its place in a status list, its status."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tongban.certificates.domain.sharing import MOST_MINUTES
from tongban.certificates.domain.validity import verdict
from tongban.certificates.views import CertificateStatus, VerifyOutcome
from tongban_trust.tokens.status_list import Status

OWN_CLAIMS = frozenset(
    (
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "vct", "cnf", "status",
        "presented_to", "issuing_authority", "issuing_authority_name", "holder",
    )
)  # fmt: skip
"""Claims that mean something by themselves: no field of a type may be called so."""

PLACES = 2**18
STATUS_BITS = 2
LIST_SPAN_S = 600
_LIST_KEPT = timedelta(seconds=LIST_SPAN_S, minutes=2 * MOST_MINUTES)


def list_number(now: datetime) -> int:
    """The list in which presentations made now have their place: one for every ten minutes.

    Each presentation has a place of its own, drawn at random and never used again: two audiences
    who compare what they were shown cannot tell by it that it was the same certificate.
    """
    return int(now.timestamp()) // LIST_SPAN_S


def list_is_kept(number: int, now: datetime) -> bool:
    """Whether anything whose place is in this list can still be valid."""
    latest = list_number(now)
    return list_number(now - _LIST_KEPT) <= number <= latest


def list_address(issuer: str, suite_name: str, number: int) -> str:
    """Where a list is published, signed with the keys of a suite (``gm`` or ``intl``)."""
    return f"{issuer}/status-lists/{suite_name}-{number}"


def type_address(issuer: str, type_code: str) -> str:
    """The name of a certificate type in credentials (``vct``), where its words are published."""
    return f"{issuer}/certificate-types/{type_code}"


def form_status(
    status: CertificateStatus, valid_until: date | None, today: date, *, withdrawn: bool
) -> Status:
    """Good while the certificate is and its holder has not taken the presentation back."""
    if withdrawn:
        return Status.INVALID
    outcome, _ = verdict(status, valid_until, today)
    if outcome is VerifyOutcome.VALID:
        return Status.VALID
    return Status.SUSPENDED if status is CertificateStatus.SUSPENDED else Status.INVALID
