"""Where others give what this room does not make itself; each is connected while wiring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from tongban.certificates.views import CertificateView

# (certificate, now) → files to seal into its document by plain name: record.json, promise, …
Attachments = Callable[[CertificateView, datetime], Mapping[str, bytes]]

_attached: list[Attachments] = []


def connect_attachments(attachments: Attachments | None) -> None:
    """Seal what ``attachments`` gives into every document drawn from now on; None for nothing."""
    _attached.clear()
    if attachments is not None:
        _attached.append(attachments)


def attachments_of(certificate: CertificateView, now: datetime) -> Mapping[str, bytes]:
    """What is sealed into this certificate's document beside its page; nothing by default."""
    return _attached[0](certificate, now) if _attached else {}
