"""Where others give what this room does not make itself; each is connected while wiring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tongban.certificates.views import CertificateView

# (certificate, fields, audience, now) → a signed token holding these fields for this audience.
SignedForm = Callable[[CertificateView, Sequence[str], str, datetime], str]

# (certificate, now) → files to seal into its document by plain name: record.json, promise, …
Attachments = Callable[[CertificateView, datetime], Mapping[str, bytes]]

_signed: list[SignedForm] = []
_attached: list[Attachments] = []


def connect_signed_form(form: SignedForm | None) -> None:
    """Use ``form`` (an SD-JWT VC, or its twin with SM2) for presentations from now on.

    None goes back to the plain answer of the register, which is what stands until one is connected.
    """
    _signed.clear()
    if form is not None:
        _signed.append(form)


def presentation_of(
    certificate: CertificateView, fields: Sequence[str], audience: str, now: datetime
) -> str:
    """The signed form of these fields for this audience; "" while none is connected."""
    return _signed[0](certificate, fields, audience, now) if _signed else ""


def connect_attachments(attachments: Attachments | None) -> None:
    """Seal what ``attachments`` gives into every document drawn from now on; None for nothing."""
    _attached.clear()
    if attachments is not None:
        _attached.append(attachments)


def attachments_of(certificate: CertificateView, now: datetime) -> Mapping[str, bytes]:
    """What is sealed into this certificate's document beside its page; nothing by default."""
    return _attached[0](certificate, now) if _attached else {}
