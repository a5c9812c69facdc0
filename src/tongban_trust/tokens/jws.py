"""JSON Web Signatures in compact form (RFC 7515), read strictly.

The algorithm is the key's own: a header that names another one is refused, so no text can choose
how it is judged. ES256 and EdDSA are registered (RFC 7518, 8037); SM2 with SM3 is called
``SGD_SM3_SM2`` as GM/T 0125.1-2022 (JSON Web 密码应用语法规范, 算法标识) names it, with the default
user id of GB/T 35276 and the signature as 64 bytes ``r ‖ s`` like ES256.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tongban_trust.canonical import canonical_bytes
from tongban_trust.signing import (
    Algorithm,
    PublicKey,
    SigningKey,
    short_signature,
    verify_short,
)
from tongban_trust.tokens.strict_json import (
    NotStrict,
    from_base64url,
    parse_object,
    to_base64url,
)

ALGORITHMS = {
    Algorithm.SM2: "SGD_SM3_SM2",
    Algorithm.ED25519: "EdDSA",
    Algorithm.P256: "ES256",
}
MOST_HEADER_CHARS = 2_048

KeyOf: TypeAlias = Callable[[str | None], PublicKey | None]
"""The key trusted under a header's ``kid`` (None when it names none); None for an unknown one."""


class BadJws(ValueError):
    """The text is no signature of this kind; ``code`` is stable, the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Jws:
    """A signed JSON object whose signature and type have been checked."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    key: PublicKey


def sign_jws(key: SigningKey, typ: str, claims: Mapping[str, Any], kid: str | None = None) -> str:
    """``claims`` as a compact signature; NotCanonical for what canonical JSON cannot say."""
    header = {"alg": ALGORITHMS[key.public.algorithm], "typ": typ}
    if kid is not None:
        header["kid"] = kid
    text = f"{to_base64url(canonical_bytes(header))}.{to_base64url(canonical_bytes(claims))}"
    return f"{text}.{to_base64url(short_signature(key, text.encode()))}"


def read_jws(text: str, typ: str, key_of: KeyOf) -> Jws:
    """The claims of a compact signature of this type by a key that is trusted; BadJws otherwise.

    Header parameters that point to keys elsewhere (``jwk``, ``jku``, ``x5c`` …) are never followed.
    """
    header, claims, signature, signed = _parts(text)
    if header.get("typ") != typ:
        raise BadJws("type_wrong", f"The type in the header is not {typ}")
    if "crit" in header or "b64" in header:
        raise BadJws("header_not_understood", "The header demands what is not understood here")
    kid = header.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise BadJws("unreadable", "The key id in the header is not text")
    key = key_of(kid)
    if key is None:
        raise BadJws("key_unknown", "Nobody known here signs with this key")
    if header.get("alg") != ALGORITHMS[key.algorithm]:
        raise BadJws("algorithm_wrong", f"This key signs with {ALGORITHMS[key.algorithm]} only")
    if not verify_short(key, signature, signed):
        raise BadJws("signature_wrong", "The signature does not hold: the text was changed")
    return Jws(header, claims, key)


def _parts(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = text.split(".")
    if len(parts) != 3 or len(parts[0]) > MOST_HEADER_CHARS:
        raise BadJws("unreadable", "The text is not three parts with points between them")
    try:
        header, claims = (parse_object(from_base64url(part)) for part in parts[:2])
        signature = from_base64url(parts[2])
    except NotStrict as error:
        raise BadJws("unreadable", str(error)) from error
    return header, claims, signature, f"{parts[0]}.{parts[1]}".encode()
