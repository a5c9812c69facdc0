"""Public keys as JSON Web Keys (RFC 7517, 7518 6.2, 8037).

SM2 has no registered curve name. It is written ``{"kty":"EC","crv":"SM2"}``, the name that
draft-dang-webauthn-sm2-00 (Using SM2 with JOSE and COSE, expired) proposed for the curve.
"""

from __future__ import annotations

from collections.abc import Mapping

from tongban_trust.signing import Algorithm, BadEncoding, PublicKey
from tongban_trust.tokens.strict_json import NotStrict, from_base64url, to_base64url

_CURVES = {Algorithm.P256: "P-256", Algorithm.SM2: "SM2"}
_OF_CURVE = {name: algorithm for algorithm, name in _CURVES.items()}
_UNCOMPRESSED, _COORDINATE = b"\x04", 32


class BadJwk(ValueError):
    """The object is no public key of an algorithm known here; the message says why."""


def to_jwk(key: PublicKey) -> dict[str, str]:
    """The key's own members only; whoever publishes it adds ``kid``, ``alg`` and ``use``."""
    if key.algorithm is Algorithm.ED25519:
        return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(key.raw)}
    x, y = key.raw[1 : 1 + _COORDINATE], key.raw[1 + _COORDINATE :]
    return {
        "kty": "EC",
        "crv": _CURVES[key.algorithm],
        "x": to_base64url(x),
        "y": to_base64url(y),
    }


def from_jwk(said: object) -> PublicKey:
    """The public key in an object; BadJwk for a private one or anything else."""
    if not isinstance(said, Mapping):
        raise BadJwk("A key is a JSON object")
    if "d" in said:
        raise BadJwk("This is a private key: it must not be shown to anybody")
    try:
        if said.get("kty") == "OKP" and said.get("crv") == "Ed25519":
            return PublicKey(Algorithm.ED25519, _part(said, "x"))
        algorithm = _OF_CURVE.get(str(said.get("crv")))
        if said.get("kty") != "EC" or algorithm is None:
            raise BadJwk("The key is of no algorithm known here")
        return PublicKey(algorithm, _UNCOMPRESSED + _part(said, "x") + _part(said, "y"))
    except BadEncoding as error:
        raise BadJwk(str(error)) from error


def _part(said: Mapping[str, object], name: str) -> bytes:
    text = said.get(name)
    try:
        data = from_base64url(text if isinstance(text, str) else "?")
    except NotStrict as error:
        raise BadJwk(f"Member {name} of the key is not base64url") from error
    if len(data) != _COORDINATE:
        raise BadJwk(f"Member {name} of the key has {len(data)} bytes, not {_COORDINATE}")
    return data
