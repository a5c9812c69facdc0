from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban_trust.signing import (
    Algorithm,
    BadEncoding,
    PublicKey,
    SoftKey,
    compact,
    from_compact,
    generate_key,
)

every = pytest.mark.parametrize("algorithm", list(Algorithm), ids=lambda a: a.value)
curves = pytest.mark.parametrize(
    "algorithm", [Algorithm.SM2, Algorithm.P256], ids=lambda a: a.value
)
KEYS = {algorithm: generate_key(algorithm) for algorithm in Algorithm}


@every
@given(message=st.binary(max_size=600))
@settings(max_examples=40)
def test_what_a_key_signs_its_public_key_verifies_and_no_other(algorithm, message):
    key = KEYS[algorithm]
    signature = key.sign(message)
    assert key.public.verify(signature, message)
    assert not key.public.verify(signature, message + b"\x00")
    assert not generate_key(algorithm).public.verify(signature, message)


@every
def test_any_changed_byte_of_a_signature_is_refused(algorithm):
    key = KEYS[algorithm]
    signature = key.sign(b"licence")
    for place in range(len(signature)):
        for bit in (0x01, 0x80):
            forged = bytearray(signature)
            forged[place] ^= bit
            assert not key.public.verify(bytes(forged), b"licence"), place
    assert not key.public.verify(signature + b"\x00", b"licence")
    assert not key.public.verify(signature[:-1], b"licence")
    assert not key.public.verify(b"", b"licence")


@every
def test_a_public_key_goes_through_its_der_form(algorithm):
    public = KEYS[algorithm].public
    assert PublicKey.from_spki(public.spki) == public
    with pytest.raises(BadEncoding):
        PublicKey.from_spki(public.spki[:-1])
    with pytest.raises(BadEncoding):
        PublicKey.from_spki(b"\x30\x00")


@curves
@given(message=st.binary(max_size=40))
@settings(max_examples=40)
def test_compact_and_der_are_the_same_signature(algorithm, message):
    der = KEYS[algorithm].sign(message)
    assert len(compact(der)) == 64
    assert from_compact(compact(der)) == der


@given(st.binary(max_size=80))
def test_compact_reads_one_encoding_only(data):
    try:
        raw = compact(data)
    except BadEncoding:
        return
    assert from_compact(raw) == data


@curves
def test_a_point_off_the_curve_verifies_nothing(algorithm):
    stray = PublicKey(algorithm, b"\x04" + b"\x01" * 64)
    assert not stray.verify(KEYS[algorithm].sign(b"x"), b"x")


def test_the_secret_stays_out_of_sight():
    key = KEYS[Algorithm.SM2]
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_a_scalar_out_of_range_is_no_key():
    with pytest.raises(ValueError, match="n-2"):
        SoftKey(Algorithm.SM2, b"\x00" * 32)
    with pytest.raises(ValueError, match="n-2"):
        SoftKey(Algorithm.SM2, b"\xff" * 32)


def test_the_openssl_program_reads_our_sm2_signature_and_we_read_its_own(tmp_path: Path):
    key = KEYS[Algorithm.SM2]
    (tmp_path / "message").write_bytes("通办".encode())
    (tmp_path / "key.der").write_bytes(key.public.spki)
    (tmp_path / "signature").write_bytes(key.sign("通办".encode()))
    verified = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der",
         "-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678",
         "-in", "message", "-sigfile", "signature"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stderr
