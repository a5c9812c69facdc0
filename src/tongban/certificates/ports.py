"""Where a signed form of a presentation is asked for: one function, connected while wiring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tongban.certificates.views import CertificateView

# (certificate, fields, audience, now) → a signed token holding these fields for this audience.
SignedForm = Callable[[CertificateView, Sequence[str], str, datetime], str]

_signed: list[SignedForm] = []


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
