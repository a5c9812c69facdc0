"""Where others give what this room does not make itself; each is connected while wiring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from tongban.certificates.views import CertificateView
from tongban_trust.signing import SigningKey

# (holder id, presentation id, suite "gm" or "intl") → the holder's key for this presentation.
HolderKey = Callable[[str, str, str], SigningKey]

# (certificate, now) → files to seal into its document by plain name: record.json, promise, …
Attachments = Callable[[CertificateView, datetime], Mapping[str, bytes]]

_holder: list[HolderKey] = []
_attached: list[Attachments] = []


def connect_holder_key(key: HolderKey | None) -> None:
    """Let holders prove presentations with ``key``; None for presentations that are not bound.

    It should give another key for each presentation: one key for all would tell audiences who
    compare that they saw the same person.
    """
    _holder.clear()
    if key is not None:
        _holder.append(key)


def holder_key(holder_id: str, presentation_id: str, suite_name: str) -> SigningKey | None:
    """The holder's key for one presentation; None while none is connected."""
    return _holder[0](holder_id, presentation_id, suite_name) if _holder else None


def connect_attachments(attachments: Attachments | None) -> None:
    """Seal what ``attachments`` gives into every document drawn from now on; None for nothing."""
    _attached.clear()
    if attachments is not None:
        _attached.append(attachments)


def attachments_of(certificate: CertificateView, now: datetime) -> Mapping[str, bytes]:
    """What is sealed into this certificate's document beside its page; nothing by default."""
    return _attached[0](certificate, now) if _attached else {}
