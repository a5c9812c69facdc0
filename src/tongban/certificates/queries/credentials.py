"""What verifiers of signed forms are given: keys, status lists, words of a type, a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.certificates.adapters.issuer_keys import SUITES, issuer_key, issuer_keys
from tongban.certificates.domain.credential import (
    PLACES,
    STATUS_BITS,
    form_status,
    list_address,
    list_is_kept,
    type_address,
)
from tongban.certificates.domain.sharing import labels_of
from tongban.certificates.models import Presentation
from tongban.certificates.refusals import StatusListNotFound
from tongban.certificates.types import current_type
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.api import local_date
from tongban.kernel.text import Text
from tongban_trust.signing import PublicKey
from tongban_trust.tokens.jwk import to_jwk
from tongban_trust.tokens.jws import ALGORITHMS
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.sd_jwt_check import Asked, Expected, check_sd_jwt
from tongban_trust.tokens.status_list import (
    Status,
    StatusList,
    issue_status_list,
    status_reference,
)

_NAMED = re.compile(rf"({'|'.join(SUITES)})-(\d{{1,12}})")
_LIST_LASTS_S, _LIST_TTL_S = 30, 1


def issuer_metadata(issuer: str) -> Mapping[str, Any]:
    """Who signs what holders show, and with which keys (JSON Web Keys), rotated ones too.

    For ``/.well-known/jwt-vc-issuer``. Source: SD-JWT VC, JWT VC issuer metadata.
    """
    keys = [
        {**to_jwk(key), "kid": key.key_id, "alg": ALGORITHMS[key.algorithm], "use": "sig"}
        for key in issuer_keys()
    ]
    return {"issuer": issuer, "jwks": {"keys": keys}}


def status_list(name: str, issuer: str, now: datetime) -> str:
    """A signed status list, as it stands in the register at this moment.

    ``name`` is the end of its address. Nothing is kept of it: what is suspended, revoked or taken
    back is so in the next answer. Refuses StatusListNotFound, KeysUnusable of ledger.
    Source: draft-ietf-oauth-status-list.
    """
    found = _NAMED.fullmatch(name)
    if found is None or not list_is_kept(int(found[2]), now):
        raise StatusListNotFound
    suite_name, number = found[1], int(found[2])
    return issue_status_list(
        issuer_key(suite_name, now),
        StatusList.of(STATUS_BITS, PLACES, _statuses(number, now)),
        uri=list_address(issuer, suite_name, number),
        at=now,
        lasts_s=_LIST_LASTS_S,
        ttl_s=_LIST_TTL_S,
    )


def type_metadata(type_code: str, issuer: str) -> Mapping[str, Any]:
    """Name and fields of a type in every language, for whoever reads a credential's ``vct``.

    Refuses CertificateTypeNotFound. Source: SD-JWT VC, type metadata.
    """
    _, definition = current_type(type_code)
    named = Text.from_mapping(definition["name"]).to_mapping()
    claims = [
        {
            "path": [name],
            "sd": "always",
            "display": [{"locale": tag, "label": word} for tag, word in label.to_mapping().items()],
        }
        for name, label in labels_of(definition).items()
    ]
    return {
        "vct": type_address(issuer, type_code),
        "name": definition["name"]["en"],
        "display": [{"locale": tag, "name": word} for tag, word in named.items()],
        "claims": claims,
    }


@dataclass(frozen=True, slots=True)
class FormVerdict:
    """Whether a signed form is good now: a stable code, the reason, and what it shows if so."""

    good: bool
    code: str
    reason: Text
    claims: Mapping[str, Any]


def check_signed_form(
    text: str, issuer: str, now: datetime, audience: str = "", nonce: str = ""
) -> FormVerdict:
    """The verdict on a signed form of this platform, its status in the register included.

    For whoever does not verify themselves. With ``nonce`` the holder's proof for ``audience`` is
    demanded; that the nonce is used once is up to whoever gave it out. Never raises for ``text``.
    """
    keys = {key.key_id: key for key in issuer_keys()}

    def key_of(kid: str | None) -> PublicKey | None:
        return keys.get(kid or "")

    binding = Asked(audience, _Given(nonce)) if nonce else None
    found = check_sd_jwt(text, key_of, Expected(issuer, binding), now)
    if isinstance(found, Rejected):
        return FormVerdict(False, found.code, Text.from_mapping(found.reason), {})
    code, reason = _STANDING[_status_of(found.claims, now)]
    good = code == "valid"
    return FormVerdict(good, code, reason, found.claims if good else {})


@dataclass(frozen=True, slots=True)
class _Given:
    """The one nonce a caller says it gave out."""

    nonce: str

    def spend(self, nonce: str, now: int) -> bool:
        del now
        return nonce == self.nonce


def _status_of(claims: Mapping[str, Any], now: datetime) -> Status:
    reference = status_reference(claims)
    named = _NAMED.fullmatch(reference.uri.rpartition("/")[2]) if reference else None
    if reference is None or named is None:
        return Status.INVALID
    return Status(_statuses(int(named[2]), now, reference.index).get(reference.index, 1))


def _statuses(number: int, now: datetime, index: int | None = None) -> dict[int, int]:
    """The status at each place of a list that is taken, or at one place."""
    rows = Presentation.objects.filter(status_list=number)
    if index is not None:
        rows = rows.filter(status_index=index)
    today = local_date(now)
    return {
        place: form_status(
            CertificateStatus(status), valid_until, today, withdrawn=withdrawn is not None
        )
        for place, withdrawn, status, valid_until in rows.order_by("status_index").values_list(
            "status_index", "withdrawn_at", "certificate__status", "certificate__valid_until"
        )[:PLACES]
        if place is not None
    }


_STANDING = {
    Status.VALID: (
        "valid",
        Text.of("真实有效，由签发机关的登记库签名。", "Genuine and valid, signed by the register."),
    ),
    Status.INVALID: (
        "revoked",
        Text.of(
            "证照已不再有效，或持证主体已收回这次出示。",
            "The certificate is no longer valid, or its holder has withdrawn what was shown.",
        ),
    ),
    Status.SUSPENDED: (
        "suspended",
        Text.of("证照已被暂扣，目前不能使用。", "The certificate is suspended for the present."),
    ),
}
