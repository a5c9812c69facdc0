"""The signed form of a presentation: an SD-JWT credential that shows the chosen fields only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from tongban.certificates.adapters.holder_keys import holder_key
from tongban.certificates.adapters.issuer_keys import issuer_key
from tongban.certificates.domain.credential import list_address, type_address
from tongban.certificates.models import Presentation
from tongban.certificates.views import CertificateView
from tongban_trust.tokens.sd_jwt import Binding, issue_sd_jwt, present_sd_jwt
from tongban_trust.tokens.status_list import StatusReference


@dataclass(frozen=True, slots=True)
class FormWish:
    """How the signed form is to be made.

    ``issuer`` is the address this platform is known by (no slash at its end); ``suite`` is ``gm``,
    ``intl`` or "" for the one in force; with a ``nonce`` the holder's key of this presentation
    signs it together with ``audience``, so that the text is good for this verifier, this time.
    """

    issuer: str
    suite: str = ""
    audience: str = ""
    nonce: str = ""


def signed_form(
    shown: Presentation, certificate: CertificateView, audience: str, wish: FormWish, now: datetime
) -> str:
    """The text for this audience. It ends with the presentation; its status is published.

    Signed anew each time, so that two texts about one certificate have nothing in common but what
    they show. Refuses: KeysUnusable of ledger. Source: RFC 9901, SD-JWT VC; 个人信息保护法 6.
    """
    suite_name = wish.suite or settings.TRUST_SUITE
    key = issuer_key(suite_name, now)
    claims = {
        "iss": wish.issuer,
        "vct": type_address(wish.issuer, certificate.type_code),
        "iat": int(now.timestamp()),
        "exp": int(shown.expires_at.timestamp()),
        "issuing_authority": certificate.issuer_code,
        "issuing_authority_name": certificate.issuer_name.zh,
        "presented_to": audience,
    }
    if shown.status_list is not None and shown.status_index is not None:
        address = list_address(wish.issuer, suite_name, shown.status_list)
        claims["status"] = StatusReference(address, shown.status_index).to_claim()
    hidden = {field.name: field.value for field in certificate.fields}
    hidden["holder"] = certificate.holder_name
    holder = holder_key(certificate.holder_id, shown.id, suite_name) if wish.nonce else None
    credential = issue_sd_jwt(key, claims, hidden, holder=holder.public if holder else None)
    binding = Binding(holder, wish.audience, wish.nonce) if holder else None
    return present_sd_jwt(credential, _kept(shown.fields, hidden), now, binding)


def _kept(names: Sequence[str], hidden: dict[str, str]) -> list[str]:
    """The chosen names that the certificate holds a value for (a forgotten holder has none)."""
    return [name for name in names if name in hidden]
