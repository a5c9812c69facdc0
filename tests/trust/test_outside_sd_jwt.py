"""The reference implementation of SD-JWT takes what we make, and we take what it makes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from jwcrypto.jwk import JWK
from jwcrypto.jws import InvalidJWSSignature
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from tongban_trust.signing import Algorithm, SoftKey, generate_key
from tongban_trust.tokens.jwk import to_jwk
from tongban_trust.tokens.sd_jwt import Binding, issue_sd_jwt, present_sd_jwt
from tongban_trust.tokens.sd_jwt_check import Asked, Expected, Presented, check_sd_jwt
from tongban_trust.tokens.sd_jwt_nonces import Nonces
from tongban_trust.tokens.strict_json import to_base64url

NOW = datetime.now(UTC)
SECONDS = int(NOW.timestamp())
OPEN = {"iss": "https://i.example", "vct": "https://i.example/t", "iat": SECONDS}
HIDDEN = {"holder": "欧阳示例", "purpose": "就业"}
BANK, NONCE = "https://bank.example", "n" * 22


def theirs(key: SoftKey) -> JWK:
    return JWK(**to_jwk(key.public), d=to_base64url(key.secret))


def judged(text: str, key: SoftKey, audience: str | None = None, nonce: str | None = None):
    public = JWK(**to_jwk(key.public))
    return SDJWTVerifier(text, lambda *_: public, audience, nonce).get_verified_payload()


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.ED25519])
def test_it_opens_ours(algorithm: Algorithm):
    key = generate_key(algorithm)
    shown = present_sd_jwt(issue_sd_jwt(key, OPEN, HIDDEN), ["purpose"], NOW)
    assert judged(shown, key) == {**OPEN, "purpose": "就业"}
    with pytest.raises(InvalidJWSSignature):
        judged(shown, generate_key(algorithm))


def test_it_takes_our_key_binding():
    key, holder = generate_key(Algorithm.P256), generate_key(Algorithm.P256)
    credential = issue_sd_jwt(key, OPEN, HIDDEN, holder=holder.public)
    shown = present_sd_jwt(credential, ["holder"], NOW, Binding(holder, BANK, NONCE))
    assert judged(shown, key, BANK, NONCE)["holder"] == "欧阳示例"
    with pytest.raises(ValueError, match="nonce"):
        judged(shown, key, BANK, "other")


def test_we_open_its_nested_claims_arrays_and_decoys():
    key, holder = generate_key(Algorithm.P256), generate_key(Algorithm.P256)
    said = {
        **OPEN,
        SDObj("name"): "欧阳示例",
        "address": {SDObj("street"): "样板路", "city": "一号市"},
        "nationality": [SDObj("CN"), SDObj("XX")],
        SDObj("deep"): {SDObj("er"): [SDObj(1), 2]},
    }
    made = SDJWTIssuer(
        said, theirs(key), theirs(holder), add_decoy_claims=True,
        extra_header_parameters={"typ": "dc+sd-jwt"},
    )  # fmt: skip
    carried = SDJWTHolder(made.sd_jwt_issuance)
    nonces, now = Nonces(), datetime.now(UTC)  # it reads the clock itself
    nonce = nonces.fresh(int(now.timestamp()))
    carried.create_presentation(
        {"address": {"street": True}, "nationality": [True, False], "deep": {"er": [False]}},
        nonce, BANK, theirs(holder),
    )  # fmt: skip
    expected = Expected("https://i.example", Asked(BANK, nonces))
    found = check_sd_jwt(carried.sd_jwt_presentation, lambda _: key.public, expected, now)
    assert isinstance(found, Presented), found
    claims = {name: each for name, each in found.claims.items() if name not in (*OPEN, "cnf")}
    assert claims == {
        "address": {"street": "样板路", "city": "一号市"},
        "nationality": ["CN"],
        "deep": {"er": [2]},
    }
    assert json.loads(json.dumps(found.claims["cnf"]["jwk"])) == to_jwk(holder.public)
    assert found.holder == holder.public
