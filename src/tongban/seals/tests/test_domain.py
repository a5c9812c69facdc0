"""Scope, standing and what a signature proves, by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.text import Text
from tongban.seals.domain.intent import (
    STATEMENT_CODE,
    Agreement,
    Intent,
    Proof,
    Signer,
    intent_record,
)
from tongban.seals.domain.kinds import AGENCY_KINDS, FIRM_KINDS, SealKind
from tongban.seals.domain.purpose import Purpose, PurposeKind, fit, narrower, within
from tongban.seals.domain.signature import (
    ApplicationSignature,
    SignatureOutcome,
    canonical_digest,
    check,
)
from tongban.seals.domain.standing import Standing, may_become, why_unusable
from tongban_trust.canonical import canonical_bytes
from tongban_trust.signing import Algorithm, generate_key

codes = st.sampled_from(["*", "permit", "licence", "notice"])
purposes = st.builds(Purpose, st.sampled_from([kind.value for kind in PurposeKind]), codes)
scopes = st.lists(purposes, max_size=4)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FORM = {"item": "endorse", "answers": {"months": 14}}


class TestPurpose:
    @given(purposes)
    def test_it_reads_what_it_writes(self, purpose: Purpose):
        assert Purpose.parse(str(purpose)) == purpose

    @pytest.mark.parametrize(
        "text", ["", "permit", "item:", "car:x", "item:a b", "item:x:y", "item:*x"]
    )
    def test_other_words_are_no_purpose(self, text: str):
        with pytest.raises(ValueError, match=r"purpose|PurposeKind"):
            Purpose.parse(text)

    @given(scopes, scopes, purposes)
    def test_a_narrower_scope_allows_nothing_more(self, inner, outer, wanted):
        if narrower(inner, outer) and within(inner, wanted):
            assert within(outer, wanted)

    @given(scopes, purposes)
    def test_a_use_names_one_thing_and_fits_exactly_when_it_is_within(self, scope, wanted):
        assert not (wanted.code == "*" and within(scope, wanted))
        if wanted.definite:
            assert (fit(scope, wanted) > 0) is within(scope, wanted)

    def test_naming_fits_closer_than_covering(self):
        named, general = Purpose("item", "permit"), Purpose("item", "*")
        assert fit([named], named) > fit([general], named) > fit([], named)


class TestStanding:
    @given(st.sampled_from(Standing), st.sampled_from(Standing))
    def test_revoked_is_for_good_and_nothing_becomes_itself(self, present, wanted):
        allowed = may_become(present, wanted)
        assert not (allowed and (present is Standing.REVOKED or present is wanted))

    @given(
        st.sampled_from(Standing),
        st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    )
    def test_usable_only_in_force_and_within_the_term(self, standing, today):
        first, last = date(2026, 1, 3), date(2026, 1, 6)
        usable = why_unusable(standing, first, last, today) is None
        assert usable is (standing is Standing.IN_FORCE and first <= today <= last)

    def test_every_kind_has_an_owner_and_a_name(self):
        assert set(AGENCY_KINDS) | set(FIRM_KINDS) == set(SealKind)
        assert all(kind.label.zh and SealKind.of_slug(kind.slug) is kind for kind in SealKind)


def a_signature(algorithm: Algorithm = Algorithm.SM2, principal: str | None = "firm_1"):
    """A key and the signature it made on FORM."""
    key = generate_key(algorithm)
    record = intent_record(
        intent=Intent(Text.of("申请"), FORM, Agreement(STATEMENT_CODE, Proof.SMS)),
        signer=Signer("subj_1", "张三", principal, "示例公司" if principal else "", "mandate_1"),
        shown=canonical_digest(FORM, "gm"),
        application=canonical_digest(FORM, "gm"),
        suite_name="gm",
        assurance=4,
        channel="pc",
        at=NOW,
    )
    signed = key.sign(canonical_bytes(record))
    return key, ApplicationSignature(record, signed.hex(), key.public.spki.hex())


def looked_at(signature: ApplicationSignature, key, **changes) -> SignatureOutcome:
    """What a check of it says."""
    given_ = {"application": FORM, "signer_id": "subj_1", "principal_id": "firm_1"} | changes
    return check(signature, key=key.public, **given_).outcome


class TestSignature:
    @pytest.mark.parametrize("algorithm", [Algorithm.SM2, Algorithm.ED25519])
    def test_it_holds_and_survives_storage(self, algorithm: Algorithm):
        key, made = a_signature(algorithm)
        kept = ApplicationSignature.from_json(made.to_json())
        assert looked_at(kept, key) is SignatureOutcome.VALID
        assert (kept.signed_at, kept.proof, kept.signer_name) == (NOW, Proof.SMS, "张三")
        assert kept.principal_name == "示例公司"
        assert kept.statement.en

    def test_signed_for_oneself_it_names_nobody_else(self):
        key, made = a_signature(principal=None)
        assert looked_at(made, key, principal_id=None) is SignatureOutcome.VALID
        assert made.principal_name == ""
        assert looked_at(made, key) is SignatureOutcome.OTHER_SIGNER

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"application": {"item": "other"}}, SignatureOutcome.CONTENT_CHANGED),
            ({"signer_id": "subj_2"}, SignatureOutcome.OTHER_SIGNER),
            ({"principal_id": "firm_2"}, SignatureOutcome.OTHER_SIGNER),
            ({"principal_id": None}, SignatureOutcome.OTHER_SIGNER),
        ],
    )
    def test_moved_to_another_application_or_person_it_does_not_hold(self, changes, said):
        key, made = a_signature()
        assert looked_at(made, key, **changes) is said

    @given(st.data())
    def test_any_changed_byte_of_the_signature_is_found(self, data):
        key, made = a_signature(Algorithm.ED25519)
        raw = bytearray(bytes.fromhex(made.signature))
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
        changed = ApplicationSignature(made.record, raw.hex(), made.spki)
        assert looked_at(changed, key) is SignatureOutcome.SIGNATURE_BROKEN

    def test_every_part_of_the_intent_is_bound(self):
        key, made = a_signature()
        for name, value in {
            "at": (NOW + timedelta(seconds=1)).isoformat(),
            "proof": Proof.FACE.value,
            "assurance": 5,
            "channel": "mobile",
            "suite": "intl",
            "shown": "ab" * 32,
            "title": {"zh-Hans": "别的申请"},
            "statement": {"code": STATEMENT_CODE, "words": {"zh-Hans": "别的话"}},
        }.items():
            changed = ApplicationSignature({**made.record, name: value}, made.signature, made.spki)
            assert looked_at(changed, key) is SignatureOutcome.SIGNATURE_BROKEN, name

    def test_another_key_in_its_place_is_found(self):
        key, made = a_signature()
        forger, forged = a_signature()
        assert looked_at(forged, key) is SignatureOutcome.OTHER_SIGNER
        relabelled = ApplicationSignature(forged.record, forged.signature, made.spki)
        assert looked_at(relabelled, key) is SignatureOutcome.SIGNATURE_BROKEN
        assert forger.public != key.public

    @pytest.mark.parametrize(
        ("record", "signature", "spki"),
        [({}, "00", "00"), ({"v": 0.5}, "zz", ""), ({"signer": None}, "", "not hex")],
    )
    def test_rubbish_is_answered_not_raised(self, record, signature, spki):
        key, _ = a_signature()
        found = looked_at(ApplicationSignature(record, signature, spki), key)
        assert found is SignatureOutcome.SIGNATURE_BROKEN
