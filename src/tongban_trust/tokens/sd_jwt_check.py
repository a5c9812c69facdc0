"""Judge a presentation (RFC 9901, 7): by whom it was signed, what it shows, who may show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tongban_trust.signing import PublicKey
from tongban_trust.suites import Suite
from tongban_trust.tokens.jwk import BadJwk, from_jwk
from tongban_trust.tokens.jws import BadJws, Jws, KeyOf, read_jws
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.sd_jwt import (
    BINDING_TYPE,
    HASHES,
    MOST_CHARS,
    MOST_DISCLOSURES,
    NEVER_HIDDEN,
    TYPE,
    suite_of,
    text_digest,
)
from tongban_trust.tokens.sd_jwt_disclosure import (
    HASH_NAME,
    BadDisclosure,
    open_claims,
    read_disclosure,
)

LEEWAY_S = 60
BINDING_LASTS_S = 300


class NonceBook(Protocol):
    """Who gave a nonce out and takes it back once, such as ``sd_jwt_nonces.Nonces``."""

    def spend(self, nonce: str, now: int) -> bool:
        """Whether it was given out, is not too old (``now`` in Unix seconds), and is unused."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A key binding that must be there: for this audience, over a nonce it gave out once."""

    audience: str
    nonces: NonceBook


@dataclass(frozen=True, slots=True)
class Expected:
    """What a verifier takes. ``typ`` is another one only for texts of other profiles."""

    issuer: str
    binding: Asked | None = None
    typ: str = TYPE


@dataclass(frozen=True, slots=True)
class Presented:
    """A presentation that holds: the claims it shows, its signer, the holder's key if proven.

    Whether the credential still stands is another question: ask its status list.
    """

    claims: Mapping[str, Any]
    signer: PublicKey
    holder: PublicKey | None


def check_sd_jwt(
    text: str, key_of: KeyOf, expected: Expected, now: datetime
) -> Presented | Rejected:
    """The verdict on a presentation. Never raises for what the text holds.

    ``key_of`` gives the issuer's keys by id. A nonce is spent only by a presentation that holds.
    """
    try:
        return _checked(text, key_of, expected, int(now.timestamp()))
    except (BadJws, BadDisclosure) as bad:
        return Rejected.because(bad.code, str(bad))


def _checked(text: str, key_of: KeyOf, expected: Expected, now: int) -> Presented:
    parts = text.split("~") if len(text) <= MOST_CHARS and text.isascii() else []
    if not 2 <= len(parts) <= MOST_DISCLOSURES + 2:
        raise BadJws("unreadable", "The text is no presentation, or is too long")
    signed, *disclosures, binding = parts
    jws = read_jws(signed, expected.typ, key_of)
    chosen = _suite(jws)
    claims = _opened(jws, disclosures, chosen)
    _need_time(claims, now)
    _need_issuer(claims, expected)
    holder = None
    if expected.binding is not None:
        digest = text_digest(chosen, text[: len(text) - len(binding)])
        holder = _bound(binding, digest, claims, expected.binding, now)
    elif binding:
        raise BadJws("binding_unasked", "A key binding is there that nobody asked for")
    return Presented(claims, jws.key, holder)


def _suite(jws: Jws) -> Suite:
    chosen = suite_of(jws.key)
    name = jws.claims.get(HASH_NAME, "sha-256")
    if not isinstance(name, str) or HASHES.get(name) != chosen.name:
        raise BadJws("hash_wrong", "The hash is unknown or does not go with the signature")
    return chosen


def _opened(jws: Jws, texts: list[str], chosen: Suite) -> dict[str, Any]:
    disclosures = [read_disclosure(text) for text in texts]
    claims = open_claims(jws.claims, disclosures, chosen)
    hidden = NEVER_HIDDEN & (claims.keys() - jws.claims.keys())
    if hidden:
        raise BadDisclosure("claim_hidden", f"Claims that must be in the open are not: {hidden}")
    return claims


def _need_time(claims: Mapping[str, Any], now: int) -> None:
    times = {name: claims[name] for name in ("exp", "nbf", "iat") if name in claims}
    if any(type(at) is not int for at in times.values()):
        raise BadJws("unreadable", "A time of the credential is not one")
    if now >= times.get("exp", now + 1) + LEEWAY_S:
        raise BadJws("expired", "The credential has expired")
    if now < max(times.get("nbf", now), times.get("iat", now)) - LEEWAY_S:
        raise BadJws("not_yet", "The credential is not valid yet")


def _need_issuer(claims: Mapping[str, Any], expected: Expected) -> None:
    if claims.get("iss") != expected.issuer:
        raise BadJws("issuer_wrong", "The credential is of another issuer")
    if expected.typ == TYPE and not isinstance(claims.get("vct"), str):
        raise BadJws("type_wrong", "The credential does not say of which type it is")


def _bound(
    binding: str, digest: str, claims: Mapping[str, Any], asked: Asked, now: int
) -> PublicKey:
    if not binding:
        raise BadJws("binding_missing", "The holder has not proven a key")
    confirmed = claims.get("cnf")
    try:
        holder = from_jwk(confirmed.get("jwk") if isinstance(confirmed, Mapping) else None)
    except BadJwk as error:
        raise BadJws("binding_wrong", f"The credential names no key: {error}") from error
    said = read_jws(binding, BINDING_TYPE, lambda _: holder).claims
    at = said.get("iat")
    if type(at) is not int or not -LEEWAY_S <= now - at <= BINDING_LASTS_S:
        raise BadJws("binding_old", "The key binding is too old or from the future")
    if said.get("aud") != asked.audience:
        raise BadJws("audience_wrong", "The presentation is for somebody else")
    if said.get("sd_hash") != digest:
        raise BadJws("binding_wrong", "The key binding is of another presentation")
    nonce = said.get("nonce")
    if not isinstance(nonce, str) or not asked.nonces.spend(nonce, now):
        raise BadJws("nonce_wrong", "The nonce is not of this exchange, or was used before")
    return holder
