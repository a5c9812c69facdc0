from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tongban_trust.signing import Algorithm, generate_key
from tongban_trust.x509 import (
    Authority,
    BadCertificate,
    ChainFault,
    Purpose,
    Revoked,
    Subject,
    follow_chain,
    issue_certificate,
    issue_crl,
    issue_root,
    parse_certificate,
    parse_crl,
)

NOW = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
CODE = "11990000000000015X"
DISTID = ("-vfyopt", "distid:1234567812345678")
algorithms = pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda a: a.value)
by_openssl = pytest.mark.parametrize(
    "algorithm", [Algorithm.SM2, Algorithm.P256], ids=lambda a: a.value
)


class Family:
    """A root, an authority under it and a seal's certificate."""

    def __init__(self, algorithm: Algorithm) -> None:
        term = {"not_before": NOW - YEAR, "not_after": NOW + 10 * YEAR}
        self.root = issue_root(Subject("示例省根证书", "示例省"), generate_key(algorithm), **term)
        key = generate_key(algorithm)
        certificate = issue_certificate(
            Subject("示例省签章证书机构", "示例省"), key.public, Purpose.AUTHORITY,
            issuer=self.root, not_before=NOW - YEAR, not_after=NOW + 5 * YEAR,
        )  # fmt: skip
        self.authority = Authority(certificate, key)
        self.key = generate_key(algorithm)
        self.leaf = issue_certificate(
            Subject("安和市公安局证照专用章", "安和市公安局", CODE), self.key.public, Purpose.SEAL,
            issuer=self.authority, not_before=NOW - timedelta(days=1), not_after=NOW + YEAR,
        )  # fmt: skip

    def follow(self, at: datetime = NOW, **more):
        said = {"roots": [self.root.certificate], "intermediates": [self.authority.certificate]}
        return follow_chain(self.leaf, **{**said, "at": at, **more})


FAMILIES = {algorithm: Family(algorithm) for algorithm in Algorithm}


@algorithms
def test_a_seal_leads_to_its_root(algorithm):
    family = FAMILIES[algorithm]
    verdict = family.follow()
    assert verdict.holds, verdict
    assert [each.der for each in verdict.path] == [
        family.leaf.der, family.authority.certificate.der, family.root.certificate.der,
    ]  # fmt: skip
    assert family.leaf.organisation_code == CODE
    assert "安和市公安局" in family.leaf.subject


def test_each_way_a_chain_breaks_has_its_name():
    family, other = FAMILIES[Algorithm.SM2], Family(Algorithm.SM2)
    assert family.follow(NOW + 2 * YEAR).fault is ChainFault.EXPIRED
    assert family.follow(NOW - timedelta(days=30)).fault is ChainFault.NOT_YET_VALID
    assert family.follow(intermediates=[]).fault is ChainFault.UNKNOWN_ISSUER
    assert family.follow(roots=[]).fault is ChainFault.UNKNOWN_ISSUER
    assert family.follow(usage="key_cert_sign").fault is ChainFault.WRONG_USAGE
    # Another authority of the same name, with another key.
    assert (
        family.follow(intermediates=[other.authority.certificate]).fault is ChainFault.BAD_SIGNATURE
    )


def test_the_issuer_whose_key_fits_is_taken_when_names_are_the_same():
    family, other = FAMILIES[Algorithm.SM2], Family(Algorithm.SM2)
    both = [other.authority.certificate, family.authority.certificate]
    assert family.follow(intermediates=both).holds


def test_a_seal_cannot_issue():
    family = FAMILIES[Algorithm.SM2]
    forger = Authority(family.leaf, family.key)
    forged = issue_certificate(
        Subject("伪造"), generate_key(Algorithm.SM2).public, Purpose.SEAL,
        issuer=forger, not_before=NOW, not_after=NOW + timedelta(days=9),
    )  # fmt: skip
    known = [family.authority.certificate, family.leaf]
    verdict = follow_chain(forged, roots=[family.root.certificate], intermediates=known, at=NOW)
    assert verdict.fault is ChainFault.WRONG_USAGE


def test_an_authority_one_too_deep_is_refused():
    family = FAMILIES[Algorithm.SM2]
    key = generate_key(Algorithm.SM2)
    deeper = issue_certificate(
        Subject("再下一级"), key.public, Purpose.AUTHORITY,
        issuer=family.authority, not_before=NOW, not_after=NOW + YEAR,
    )  # fmt: skip
    leaf = issue_certificate(
        Subject("印章"), generate_key(Algorithm.SM2).public, Purpose.SEAL,
        issuer=Authority(deeper, key), not_before=NOW, not_after=NOW + YEAR,
    )  # fmt: skip
    known = [family.authority.certificate, deeper]
    verdict = follow_chain(leaf, roots=[family.root.certificate], intermediates=known, at=NOW)
    assert verdict.fault is ChainFault.WRONG_USAGE


@algorithms
def test_revoked_counts_from_its_moment_and_only_when_the_issuer_says_so(algorithm):
    family = FAMILIES[algorithm]
    since = NOW - timedelta(hours=1)
    term = {"number": 7, "this_update": NOW, "next_update": NOW + timedelta(days=1)}
    standing = issue_crl(family.authority, [Revoked(family.leaf.serial, since)], **term)
    verdict = family.follow(lists=[standing])
    assert (verdict.fault, verdict.since) == (ChainFault.REVOKED, since)
    assert family.follow(since - timedelta(seconds=1), lists=[standing]).holds
    stranger = Authority(family.authority.certificate, generate_key(algorithm))
    forged = issue_crl(stranger, [Revoked(family.leaf.serial, since)], **term)
    assert family.follow(lists=[forged]).holds
    assert parse_crl(standing.der) == standing
    assert issue_crl(family.authority, [], **term).revoked == ()


def test_a_certificate_does_not_outlive_its_issuer():
    family = FAMILIES[Algorithm.P256]
    with pytest.raises(ValueError, match="issuer"):
        issue_certificate(
            Subject("印章"), family.key.public, Purpose.SEAL,
            issuer=family.authority, not_before=NOW, not_after=NOW + 6 * YEAR,
        )  # fmt: skip
    with pytest.raises(ValueError, match="time zone"):
        issue_root(Subject("根"), family.key, not_before=datetime(2026, 1, 1), not_after=NOW)  # noqa: DTZ001


@algorithms
def test_no_byte_can_change(algorithm):
    family = FAMILIES[algorithm]
    for place in range(len(family.leaf.der)):
        for bit in (0x01, 0x20, 0x80):
            changed = bytearray(family.leaf.der)
            changed[place] ^= bit
            try:
                parsed = parse_certificate(bytes(changed))
            except BadCertificate:
                continue
            known = [family.authority.certificate]
            verdict = follow_chain(
                parsed, roots=[family.root.certificate], intermediates=known, at=NOW
            )
            assert not verdict.holds, place


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_junk_is_refused_in_words(data):
    for parse in (parse_certificate, parse_crl):
        with pytest.raises(BadCertificate):
            parse(data)


@given(cut=st.integers(0, 2000), tail=st.binary(max_size=40))
@example(cut=-13, tail=bytes(13))
@settings(max_examples=200)
def test_a_certificate_with_a_wrong_end_is_refused_or_signed_by_nobody(cut, tail):
    family = FAMILIES[Algorithm.SM2]
    changed = family.leaf.der[:cut] + tail
    if changed == family.leaf.der:
        return
    try:
        forged = parse_certificate(changed)
    except BadCertificate:
        return
    verdict = follow_chain(
        forged,
        roots=[family.root.certificate],
        intermediates=[family.authority.certificate],
        at=NOW,
    )
    assert not verdict.holds


def openssl(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@by_openssl
def test_the_openssl_program_follows_our_chain_and_list(algorithm, tmp_path: Path):
    family = FAMILIES[algorithm]
    now = datetime.now(UTC)
    term = {"number": 1, "this_update": now, "next_update": now + timedelta(days=1)}
    for name, der in (
        ("root", family.root.certificate.der),
        ("authority", family.authority.certificate.der),
        ("leaf", family.leaf.der),
    ):
        (tmp_path / name).write_bytes(der)
        openssl(tmp_path, "x509", "-inform", "DER", "-in", name, "-out", f"{name}.pem")
    sm2 = DISTID if algorithm is Algorithm.SM2 else ()
    moment = ("-attime", str(int(NOW.timestamp())))
    # The program gives the SM2 user id to the first certificate only: each link by itself.
    for trusted, below in (("root", "root"), ("root", "authority"), ("authority", "leaf")):
        told = (*sm2, *moment, "-partial_chain", "-trusted", f"{trusted}.pem", f"{below}.pem")
        good = openssl(tmp_path, "verify", *told)
        assert good.returncode == 0, good.stdout + good.stderr
    (tmp_path / "list").write_bytes(
        issue_crl(family.authority, [Revoked(family.leaf.serial, NOW)], **term).der
    )
    openssl(tmp_path, "crl", "-inform", "DER", "-in", "list", "-out", "list.pem")
    shown = openssl(tmp_path, "crl", "-in", "list.pem", "-noout", "-text")
    assert f"{family.leaf.serial:X}" in shown.stdout.replace(":", "")


@by_openssl
def test_we_read_what_the_openssl_program_issued(algorithm, tmp_path: Path):
    curve = "SM2" if algorithm is Algorithm.SM2 else "prime256v1"
    digest = "-sm3" if algorithm is Algorithm.SM2 else "-sha256"
    made = openssl(tmp_path, "genpkey", "-algorithm", "EC", "-pkeyopt",
                   f"ec_paramgen_curve:{curve}", "-out", "key.pem")  # fmt: skip
    assert made.returncode == 0, made.stderr
    sign = ("-sigopt", "distid:1234567812345678") if algorithm is Algorithm.SM2 else ()
    made = openssl(
        tmp_path, "req", "-x509", "-new", "-key", "key.pem", digest, *sign, "-days", "30",
        "-subj", "/C=CN/CN=outside root", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-outform", "DER", "-out", "root.der",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    root = parse_certificate((tmp_path / "root.der").read_bytes())
    assert root.is_authority
    assert root.signed_by(root.public_key)
