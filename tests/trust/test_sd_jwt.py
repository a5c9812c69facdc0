"""SD-JWT credentials: the published example holds, ours hold, nothing changed or borrowed does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trust import sd_jwt_vectors as rfc
from tongban_trust.canonical import canonical_bytes
from tongban_trust.signing import Algorithm, PublicKey, SoftKey, generate_key
from tongban_trust.tokens.jwk import BadJwk, from_jwk, to_jwk
from tongban_trust.tokens.jws import ALGORITHMS, sign_jws
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.sd_jwt import (
    BINDING_TYPE,
    Binding,
    issue_sd_jwt,
    present_sd_jwt,
    suite_of,
    text_digest,
)
from tongban_trust.tokens.sd_jwt_check import Asked, Expected, Presented, check_sd_jwt
from tongban_trust.tokens.sd_jwt_disclosure import hide
from tongban_trust.tokens.sd_jwt_nonces import Nonces
from tongban_trust.tokens.strict_json import from_base64url, to_base64url

AT = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
ISSUER = "https://certificates.example"
OPEN = {"iss": ISSUER, "vct": f"{ISSUER}/types/permit", "iat": NOW, "exp": NOW + 300}
HIDDEN = {"holder": "欧阳示例", "address": "实例省一号市", "purpose": "就业"}
KEYS = {algorithm: generate_key(algorithm) for algorithm in Algorithm}
HOLDERS = {algorithm: generate_key(algorithm) for algorithm in Algorithm}
algorithms = pytest.mark.parametrize("algorithm", Algorithm, ids=ALGORITHMS.get)


def keys(*known: SoftKey):
    found = {key.public.key_id: key.public for key in known or KEYS.values()}
    return lambda kid: found.get(kid)


def check(text: str, binding: Asked | None = None, at: datetime = AT, key_of=None):
    return check_sd_jwt(text, key_of or keys(), Expected(ISSUER, binding), at)


def code_of(verdict: Presented | Rejected) -> str:
    assert isinstance(verdict, Rejected), verdict
    return verdict.code


class TestThePublishedExample:
    class _Once:
        def spend(self, nonce: str, now: int) -> bool:
            return nonce == rfc.NONCE

    def verdict(self, text: str = rfc.PRESENTATION, audience: str = rfc.AUDIENCE):
        expected = Expected(
            "https://issuer.example.com", Asked(audience, self._Once()), "example+sd-jwt"
        )
        at = datetime.fromtimestamp(rfc.BOUND_AT + 5, UTC)
        return check_sd_jwt(text, lambda _: from_jwk(rfc.ISSUER_JWK), expected, at)

    def test_it_opens_into_the_claims_the_rfc_gives(self):
        verdict = self.verdict()
        assert isinstance(verdict, Presented), verdict
        assert verdict.claims == rfc.PROCESSED
        assert to_jwk(verdict.holder) == rfc.PROCESSED["cnf"]["jwk"]

    def test_less_or_other_disclosures_are_not_what_was_bound(self):
        parts = [rfc.SIGNED, *rfc.DISCLOSURES[:-1], rfc.BINDING]
        assert code_of(self.verdict("~".join(parts))) == "binding_wrong"
        parts = [rfc.SIGNED, *reversed(rfc.DISCLOSURES), rfc.BINDING]
        assert code_of(self.verdict("~".join(parts))) == "binding_wrong"

    def test_it_is_for_nobody_else(self):
        assert code_of(self.verdict(audience="https://other.example")) == "audience_wrong"


class TestOurs:
    @algorithms
    def test_the_audience_gets_what_was_chosen_and_nothing_more(self, algorithm):
        credential = issue_sd_jwt(KEYS[algorithm], OPEN, HIDDEN)
        shown = present_sd_jwt(credential, ["purpose"], AT)
        verdict = check(shown)
        assert isinstance(verdict, Presented), verdict
        assert verdict.claims == {**OPEN, "purpose": "就业"}
        assert verdict.signer == KEYS[algorithm].public
        plain = b"".join(
            from_base64url(part) for part in shown.replace("~", ".").split(".") if part
        )
        assert "欧阳示例".encode() not in plain
        assert shown.isascii()

    def test_the_number_and_order_of_what_is_hidden_tell_nothing(self):
        few = issue_sd_jwt(KEYS[Algorithm.SM2], OPEN, {"holder": "x"})
        many = issue_sd_jwt(KEYS[Algorithm.SM2], OPEN, HIDDEN)
        digests = [json.loads(from_base64url(text.split(".")[1]))["_sd"] for text in (few, many)]
        assert [len(each) for each in digests] == [8, 8]
        assert all(each == sorted(each) for each in digests)

    def test_nothing_is_linked_by_what_is_signed(self):
        one, other = (issue_sd_jwt(KEYS[Algorithm.P256], OPEN, HIDDEN) for _ in range(2))
        said = [json.loads(from_base64url(text.split(".")[1])) for text in (one, other)]
        assert not set(said[0]["_sd"]) & set(said[1]["_sd"])

    @algorithms
    def test_the_holder_proves_a_key_for_one_audience_once(self, algorithm):
        holder, nonces = HOLDERS[algorithm], Nonces()
        credential = issue_sd_jwt(KEYS[algorithm], OPEN, HIDDEN, holder=holder.public)
        nonce = nonces.fresh(NOW)
        shown = present_sd_jwt(credential, ["holder"], AT, Binding(holder, "https://bank", nonce))
        asked = Asked("https://bank", nonces)
        verdict = check(shown, asked)
        assert isinstance(verdict, Presented), verdict
        assert verdict.holder == holder.public
        assert code_of(check(shown, asked)) == "nonce_wrong", "a nonce is taken once"

    def test_what_must_be_seen_cannot_be_hidden(self):
        for name in ("exp", "status", "vct", "cnf", "_sd", "..."):
            with pytest.raises(ValueError, match=r"hidden|twice"):
                issue_sd_jwt(KEYS[Algorithm.P256], OPEN, {name: 1})
        with pytest.raises(ValueError, match="hides no claim"):
            present_sd_jwt(issue_sd_jwt(KEYS[Algorithm.P256], OPEN, HIDDEN), ["salary"], AT)


class TestAttacks:
    """Each is signed rightly by a trusted key, or is a right text a little changed."""

    def signed(self, claims: dict, *disclosures: str, typ: str = "dc+sd-jwt") -> str:
        key = KEYS[Algorithm.P256]
        return "~".join([sign_jws(key, typ, claims, key.public.key_id), *disclosures, ""])

    def digest(self, text: str) -> str:
        return text_digest(suite_of(KEYS[Algorithm.P256].public), text)

    def hidden(self, name: object = "a", value: object = 1, *, element: bool = False) -> str:
        said = ["salt", value] if element else ["salt", name, value]
        return to_base64url(canonical_bytes(said))

    def test_the_shapes_of_a_disclosure(self):
        for said in ({}, [], ["salt"], ["salt", "a", 1, 2], [1, "a", 1], ["salt", 1, 1], "text"):
            text = to_base64url(json.dumps(said).encode())
            claims = {**OPEN, "_sd": [self.digest(text)]}
            assert code_of(check(self.signed(claims, text))) == "unreadable", said
        for name in ("_sd", "..."):
            text = self.hidden(name)
            claims = {**OPEN, "_sd": [self.digest(text)]}
            assert code_of(check(self.signed(claims, text))) == "name_reserved"

    def test_a_digest_or_a_disclosure_comes_once(self):
        text = self.hidden()
        digest = self.digest(text)
        twice = {**OPEN, "_sd": [digest, digest]}
        assert code_of(check(self.signed(twice, text))) == "digest_twice"
        deeper = {**OPEN, "_sd": [digest], "b": {"_sd": [digest]}}
        assert code_of(check(self.signed(deeper))) == "digest_twice"
        once = {**OPEN, "_sd": [digest]}
        assert code_of(check(self.signed(once, text, text))) == "disclosure_twice"
        assert code_of(check(self.signed(OPEN, text))) == "disclosure_unknown"

    def test_nothing_signed_in_the_open_is_overwritten_or_moved(self):
        text = self.hidden("b", 2)
        claims = {**OPEN, "b": 1, "_sd": [self.digest(text)]}
        assert code_of(check(self.signed(claims, text))) == "claim_overwritten"
        element = self.hidden(value=2, element=True)
        claims = {**OPEN, "_sd": [self.digest(element)]}
        assert code_of(check(self.signed(claims, element))) == "disclosure_misplaced"
        claims = {**OPEN, "b": [{"...": self.digest(text)}]}
        assert code_of(check(self.signed(claims, text))) == "disclosure_misplaced"
        for misplaced in ({"...": "x"}, {"b": [{"...": "x", "c": 1}]}, {"_sd": "x"}, {"_sd": [1]}):
            assert code_of(check(self.signed({**OPEN, **misplaced}))) == "digest_misplaced"

    def test_the_end_of_its_time_cannot_be_hidden_away(self):
        text = self.hidden("exp", NOW + 10**6)
        claims = {name: each for name, each in OPEN.items() if name != "exp"}
        claims["_sd"] = [self.digest(text)]
        assert code_of(check(self.signed(claims, text))) == "claim_hidden"

    def test_nesting_ends_somewhere(self):
        texts, value = [], 1
        for n in range(40):
            texts.append(self.hidden(f"n{n}", value))
            value = {"_sd": [self.digest(texts[-1])]}
        assert code_of(check(self.signed({**OPEN, **value}, *texts))) == "unreadable"
        many = [self.hidden(f"n{n}") for n in range(257)]
        claims = {**OPEN, "_sd": [self.digest(text) for text in many]}
        assert code_of(check(self.signed(claims, *many))) == "unreadable"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"exp": NOW - 60}, "expired"),
            ({"nbf": NOW + 61}, "not_yet"),
            ({"iat": NOW + 61}, "not_yet"),
            ({"exp": "never"}, "unreadable"),
            ({"exp": True}, "unreadable"),
            ({"iss": "https://other.example"}, "issuer_wrong"),
            ({"vct": 7}, "type_wrong"),
            ({"_sd_alg": "md5"}, "hash_wrong"),
            ({"_sd_alg": "sm3"}, "hash_wrong"),
            ({"_sd_alg": ["sha-256"]}, "hash_wrong"),
        ],
    )
    def test_the_claims_are_judged(self, changes, code):
        assert code_of(check(self.signed({**OPEN, **changes}))) == code

    def test_a_text_of_another_kind_is_no_credential(self):
        for typ in ("JWT", "kb+jwt", "statuslist+jwt", "vc+sd-jwt"):
            assert code_of(check(self.signed(OPEN, typ=typ))) == "type_wrong"

    def test_the_header_does_not_choose_how_it_is_judged(self):
        key = KEYS[Algorithm.P256]
        whole = self.signed(OPEN)
        head, body, signature = whole.rstrip("~").split(".")
        for changes, code in (
            ({"alg": "none"}, "algorithm_wrong"),
            ({"alg": "HS256"}, "algorithm_wrong"),
            ({"alg": "SGD_SM3_SM2"}, "algorithm_wrong"),
            ({"kid": KEYS[Algorithm.SM2].public.key_id}, "algorithm_wrong"),
            ({"kid": "other"}, "key_unknown"),
            ({"kid": 7}, "unreadable"),
            ({"crit": ["exp"]}, "header_not_understood"),
            ({"jwk": to_jwk(HOLDERS[Algorithm.P256].public)}, "signature_wrong"),
        ):
            header = {"alg": "ES256", "typ": "dc+sd-jwt", "kid": key.public.key_id} | changes
            forged = to_base64url(json.dumps(header).encode())
            assert code_of(check(f"{forged}.{body}.{signature}~")) == code, changes
        for empty in ("", "AA"):
            assert code_of(check(f"{head}.{body}.{empty}~")) == "signature_wrong"

    def test_a_key_said_twice_is_not_read_as_one_of_them(self):
        twice = b'{"alg":"ES256","typ":"dc+sd-jwt","typ":"dc+sd-jwt"}'
        _, body, signature = self.signed(OPEN).rstrip("~").split(".")
        text = f"{to_base64url(twice)}.{body}.{signature}~"
        assert code_of(check(text, key_of=lambda _: KEYS[Algorithm.P256].public)) == "unreadable"

    def test_a_binding_is_by_the_named_key_for_this_presentation(self):
        key, holder, other = (
            KEYS[Algorithm.P256],
            HOLDERS[Algorithm.P256],
            generate_key(Algorithm.P256),
        )
        nonces = Nonces()
        credential = issue_sd_jwt(key, OPEN, HIDDEN, holder=holder.public)
        unbound = issue_sd_jwt(key, OPEN, HIDDEN)
        asked = Asked("https://bank", nonces)

        def bound(text: str = credential, signer: SoftKey = holder, **changes: object) -> str:
            shown = present_sd_jwt(text, ["purpose"], AT)
            said = {
                "iat": NOW, "aud": "https://bank", "nonce": nonces.fresh(NOW),
                "sd_hash": self.digest(shown),
            } | changes  # fmt: skip
            return shown + sign_jws(signer, BINDING_TYPE, said)

        assert isinstance(check(bound(), asked), Presented)
        for text, code in (
            (bound(signer=other), "signature_wrong"),
            (bound(unbound), "binding_wrong"),
            (present_sd_jwt(credential, ["purpose"], AT), "binding_missing"),
            (bound(iat=NOW - 301), "binding_old"),
            (bound(iat=NOW + 61), "binding_old"),
            (bound(aud="https://other"), "audience_wrong"),
            (bound(aud=["https://bank"]), "audience_wrong"),
            (bound(sd_hash="x"), "binding_wrong"),
            (bound(nonce="x"), "nonce_wrong"),
            (bound(nonce=7), "nonce_wrong"),
        ):
            assert code_of(check(text, asked)) == code
        assert code_of(check(bound())) == "binding_unasked"

    def test_a_failed_try_does_not_spend_the_nonce(self):
        key, holder, nonces = KEYS[Algorithm.SM2], HOLDERS[Algorithm.SM2], Nonces()
        credential = issue_sd_jwt(key, OPEN, HIDDEN, holder=holder.public)
        nonce = nonces.fresh(NOW)
        right = present_sd_jwt(credential, [], AT, Binding(holder, "https://bank", nonce))
        thief = present_sd_jwt(
            credential, [], AT, Binding(generate_key(Algorithm.SM2), "https://bank", nonce)
        )
        asked = Asked("https://bank", nonces)
        assert code_of(check(thief, asked)) == "signature_wrong"
        assert isinstance(check(right, asked), Presented)


def test_nonces_end_with_their_time_and_do_not_pile_up():
    nonces = Nonces(lasts_s=10, most=2)
    first, second, third = (nonces.fresh(100) for _ in range(3))
    assert not nonces.spend(first, 100), "the oldest made room"
    assert nonces.spend(second, 110)
    assert not nonces.spend(third, 111)


@given(st.data())
def test_any_changed_character_is_refused(data):
    algorithm = data.draw(st.sampled_from(Algorithm))
    credential = issue_sd_jwt(KEYS[algorithm], OPEN, HIDDEN)
    shown = present_sd_jwt(credential, ["holder", "purpose"], AT)
    place = data.draw(st.integers(0, len(shown) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda c: c != shown[place]))
    assert isinstance(check(shown[:place] + other + shown[place + 1 :]), Rejected)


@given(st.text() | st.text(st.sampled_from("eyJ.~_-AQ=")))
def test_any_text_is_answered(text):
    verdict = check(text)
    assert isinstance(verdict, Rejected)
    assert set(verdict.reason) == {"zh-Hans", "en"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.text() | st.sampled_from(["_sd", "...", "cnf", "exp", "_sd_alg"]), inner
            )
        ),
    )
)
def test_whatever_a_trusted_issuer_signs_is_answered(value):
    """Odd claims under a good signature never end in an exception."""
    key = KEYS[Algorithm.ED25519]
    try:
        claims = {**OPEN, "x": value} | (value if isinstance(value, dict) else {})
        signed = sign_jws(key, "dc+sd-jwt", claims, key.public.key_id)
    except ValueError:
        return  # nothing that canonical JSON can say
    assert isinstance(check(signed + "~"), Presented | Rejected)


@given(st.sampled_from(Algorithm), st.binary(min_size=32, max_size=32))
def test_keys_as_json_come_back_and_private_ones_are_refused(algorithm, noise):
    key = KEYS[algorithm].public
    assert from_jwk(to_jwk(key)) == key
    with pytest.raises(BadJwk, match="private"):
        from_jwk({**to_jwk(key), "d": to_base64url(noise)})
    for broken in (
        None,
        [],
        {},
        {"kty": "RSA"},
        {**to_jwk(key), "x": "AA"},
        {**to_jwk(key), "x": 7},
    ):
        with pytest.raises(BadJwk):
            from_jwk(broken)


def test_hidden_values_have_salts_of_their_own():
    texts = {hide("a", 1).text for _ in range(100)}
    assert len(texts) == 100
    assert all(len(from_base64url(json.loads(from_base64url(text))[0])) == 16 for text in texts)


def test_the_key_of_a_text_is_only_looked_up():
    """A verifier that knows one key only may leave the id aside: RFC 9901's example has none."""
    key = KEYS[Algorithm.SM2]
    credential = issue_sd_jwt(key, OPEN, HIDDEN)
    asked: list[str | None] = []

    def key_of(kid: str | None) -> PublicKey:
        asked.append(kid)
        return key.public

    assert isinstance(check(credential, key_of=key_of), Presented)
    assert asked == [key.public.key_id]
