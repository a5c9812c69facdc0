"""The supervising seal 监制章: who supervises is named, and what is not theirs is not good."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust import sealed
from tests.trust.issued import DISCLOSED, NOW, World
from tongban_trust.record import BadRecord, parse_record
from tongban_trust.seals import SealUser
from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.verify import Outcome, read_attached, supervise, verify_file
from tongban_trust.verify.supervision import supervised
from tongban_trust.x509 import Purpose, Subject, issue_certificate

AUTHORITY = "11990000000002081X"
NAME = "示例省财政厅财政票据监制章"
WORLD = World("intl")


def a_seal(code: str = AUTHORITY, *, ends=sealed.YEAR) -> SealUser:
    """The seal of a supervising body, under the root that the bundle trusts."""
    key, root = generate_key(Algorithm.SM2), sealed.issuer(Algorithm.SM2).root
    certificate = issue_certificate(
        Subject(NAME, "示例省财政厅", code), key.public, Purpose.SEAL, issuer=root,
        not_before=NOW - sealed.YEAR, not_after=NOW + ends,
    )  # fmt: skip
    signer = sealed.Issuer(root, key, certificate)
    return SealUser(sealed.seal_of(signer, name=NAME), key, certificate)


SEAL = a_seal()
NAMED = WORLD.attached(supervisor=AUTHORITY)
WHOLE = replace(NAMED, supervision=supervise(NAMED.record, SEAL, at=NOW))
forms = pytest.mark.parametrize("form", ["ofd", "pdf"])


def judged(attached, form: str = "ofd", **bundle):
    data = getattr(WORLD, form)(attached)
    return verify_file(data, WORLD.bundle(**bundle), WORLD.moment())


@forms
def test_a_supervised_document_names_both_seals(form):
    found = judged(WHOLE, form)
    assert found.outcome is Outcome.VALID
    assert "verify.supervised" in [check.code for check in found.checks]
    assert (found.facts.signed_by, found.facts.supervised_by) == ("安和市公安局证照专用章", NAME)


@forms
def test_without_the_seal_its_record_names_it_is_not_good(form):
    found = judged(NAMED, form)
    assert (found.outcome, found.code) == (Outcome.UNKNOWN_ISSUER, "verify.not_supervised")


def test_the_seal_over_another_record_is_not_over_this():
    other = WORLD.record(supervisor=AUTHORITY, trust_level="B")
    found = judged(replace(NAMED, supervision=supervise(other, SEAL, at=NOW)))
    assert (found.outcome, found.code) == (Outcome.ALTERED, "verify.supervision_broken")


def test_the_seal_of_a_body_that_the_record_does_not_name():
    stranger = supervise(NAMED.record, a_seal("11990000000000099X"), at=NOW)
    assert judged(replace(NAMED, supervision=stranger)).code == "verify.other_supervisor"


def test_a_seal_nobody_asked_for_is_not_passed_over():
    plain = WORLD.attached()
    found = judged(replace(plain, supervision=supervise(plain.record, SEAL, at=NOW)))
    assert (found.outcome, found.code) == (Outcome.ALTERED, "verify.supervision_unasked")


def test_an_unknown_root_or_a_moment_out_of_term_is_seen():
    early = supervise(NAMED.record, SEAL, at=NOW - timedelta(hours=1))
    assert judged(replace(NAMED, supervision=early)).code == "verify.back_dated"
    late = supervise(NAMED.record, SEAL, at=NOW + timedelta(hours=1))
    assert judged(replace(NAMED, supervision=late)).code == "verify.clock"
    short = a_seal(ends=-timedelta(days=1))
    ended = supervise(NAMED.record, short, at=NOW)
    assert judged(replace(NAMED, supervision=ended)).code == "verify.seal_not_in_force"


@settings(max_examples=60)
@given(place=st.integers(0, len(WHOLE.supervision or b"") - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_of_the_seal_is_good(place: int, bit: int):
    changed = bytearray(WHOLE.supervision)
    changed[place] ^= 1 << bit
    attached = replace(WHOLE, supervision=bytes(changed))
    (found,) = supervised(attached, WORLD.bundle(), NOW)
    assert found.code in ("verify.supervision_broken", "verify.unknown_issuer")


def test_what_is_read_is_what_was_written_and_a_record_has_one_form():
    assert read_attached(WHOLE.files()) == WHOLE
    assert WHOLE.record.opens(DISCLOSED)
    said = WHOLE.record.to_bytes()
    for other in (
        said.replace(b'"v":2', b'"v":1'),
        said.replace(b'"supervisor":"%s",' % AUTHORITY.encode(), b""),
        said.replace(b'"%s"' % AUTHORITY.encode(), b"null"),
    ):
        assert other != said
        with pytest.raises(BadRecord):
            parse_record(other)
