"""SD-JWT verifiable credentials: issue one, show some of its claims (RFC 9901; SD-JWT VC).

Text: ``<signed claims>~<disclosure>~…~`` and, when the holder proves a key, a key binding JWT at
the end. ``typ`` is ``dc+sd-jwt`` (draft-ietf-oauth-sd-jwt-vc). Under ``intl`` hashes are SHA-256
and signatures ES256 or EdDSA; under ``gm`` the same text is made with SM3 and SM2, whose hash is
named ``sm3`` in ``_sd_alg`` (a name that is registered nowhere) and whose ``alg`` is said in
``tokens.jws``. A text never mixes the two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban_trust.signing import PublicKey, SigningKey, suite_name_of
from tongban_trust.suites import Suite, suite
from tongban_trust.tokens.jwk import to_jwk
from tongban_trust.tokens.jws import sign_jws
from tongban_trust.tokens.sd_jwt_disclosure import (
    DIGESTS,
    HASH_NAME,
    Disclosure,
    decoy,
    hide,
    read_disclosure,
)
from tongban_trust.tokens.strict_json import from_base64url, parse_object, to_base64url

TYPE, BINDING_TYPE = "dc+sd-jwt", "kb+jwt"
MEDIA_TYPE = f"application/{TYPE}"
MOST_CHARS = 65_536
MOST_DISCLOSURES = 256
HASHES = {"sha-256": "intl", "sm3": "gm"}

NEVER_HIDDEN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"})
"""Claims a verifier must see to judge the credential (SD-JWT VC, 2.2.2.2)."""

_ROUND_UP_TO = 8


@dataclass(frozen=True, slots=True)
class Binding:
    """A key binding to make: the holder's key, and what the audience asked to see signed."""

    key: SigningKey
    audience: str
    nonce: str


def suite_of(key: PublicKey) -> Suite:
    """The suite whose hash goes with the key: SM3 with SM2, SHA-256 with the others."""
    return suite(suite_name_of(key.algorithm))


def issue_sd_jwt(
    key: SigningKey,
    claims: Mapping[str, object],
    hidden: Mapping[str, object],
    *,
    holder: PublicKey | None = None,
) -> str:
    """A credential with every disclosure: what its holder keeps.

    ``claims`` are seen by everybody and name ``iss`` and ``vct``; each of ``hidden`` opens alone.
    Digests are sorted and filled up to a multiple of eight, so neither their order nor their
    number tells anything. ``holder`` is the key that may bind presentations (``cnf``). ValueError
    for a claim that must not be hidden or is said twice.
    """
    twice = NEVER_HIDDEN & hidden.keys() | claims.keys() & hidden.keys()
    reserved = {DIGESTS, HASH_NAME, "...", "cnf"} & (claims.keys() | hidden.keys())
    if twice or reserved or not {"iss", "vct"} <= claims.keys():
        raise ValueError(f"Claims cannot be hidden, are said twice or miss: {twice | reserved}")
    chosen = suite_of(key.public)
    disclosures = [hide(name, value) for name, value in hidden.items()]
    digests = [each.digest(chosen) for each in disclosures]
    digests += [decoy(chosen) for _ in range(-len(digests) % _ROUND_UP_TO)]
    name = next(hash_name for hash_name, owner in HASHES.items() if owner == chosen.name)
    said: dict[str, Any] = {**claims, DIGESTS: sorted(digests), HASH_NAME: name}
    if holder is not None:
        said["cnf"] = {"jwk": to_jwk(holder)}
    return _joined(sign_jws(key, TYPE, said, key.public.key_id), disclosures)


def present_sd_jwt(
    credential: str, names: Collection[str], now: datetime, binding: Binding | None = None
) -> str:
    """What an audience gets: the disclosures of these claims only, bound to it when asked.

    ValueError for a name the credential does not hide.
    """
    signed, *texts, _ = credential.split("~")
    kept = [each for each in map(read_disclosure, texts) if each.name in names]
    missing = set(names) - {each.name for each in kept}
    if missing:
        raise ValueError(f"The credential hides no claim called {sorted(missing)}")
    shown = _joined(signed, kept)
    if binding is None:
        return shown
    return shown + sign_jws(
        binding.key,
        BINDING_TYPE,
        {
            "iat": int(now.timestamp()),
            "aud": binding.audience,
            "nonce": binding.nonce,
            "sd_hash": text_digest(_suite_said(signed), shown),
        },
    )


def text_digest(chosen: Suite, shown: str) -> str:
    """``sd_hash``: what binds a key binding to exactly this presentation (RFC 9901, 4.3.1)."""
    return to_base64url(chosen.hash(shown.encode("ascii")))


def _suite_said(signed: str) -> Suite:
    said = parse_object(from_base64url(signed.split(".")[1]))
    return suite(HASHES[said[HASH_NAME]])


def _joined(signed: str, disclosures: Collection[Disclosure]) -> str:
    return "~".join([signed, *(each.text for each in disclosures), ""])
