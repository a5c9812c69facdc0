"""Certificates whose seal takes two persons 双人用印: where one stands, and what they seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text
from tongban_trust.canonical import canonical_bytes


class SealingState(Enum):
    """Where the sealing of such a certificate stands."""

    UNASKED = "certificate-sealing/unasked"
    WAITING = "certificate-sealing/waiting"
    SEALED = "certificate-sealing/sealed"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    SealingState.UNASKED: Text.of("待申请用印", "to be proposed"),
    SealingState.WAITING: Text.of("待第二人复核", "waiting for the second seal"),
    SealingState.SEALED: Text.of("已双人用印", "sealed by two"),
}


@dataclass(frozen=True, slots=True)
class CertificateToSeal:
    """One line of a seal keeper's list. ``holder_masked`` shows the first letter of the name.

    ``request_id`` is "" until somebody proposed it, ``proposed_by_me`` whether the reader did.
    """

    id: str
    identifier: str
    type_name: Text
    holder_masked: str
    issued_at: datetime
    state: SealingState
    request_id: str
    proposed_by_me: bool


def what_two_seal(identifier: str, record_digest: str) -> bytes:
    """What both persons seal: which certificate, and by its record what it says."""
    return canonical_bytes({"identifier": identifier, "record": record_digest})
