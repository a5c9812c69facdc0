"""E-seals of GB/T 38540: made, used, read strictly, attacked; and what a seal looks like."""

from __future__ import annotations

import io
import subprocess
from datetime import timedelta

import pytest
from asn1crypto import core
from PIL import Image

from tests.trust.sealed import NOW, YEAR, invented_font, issuer, picture, seal_of, sealer
from tongban_trust.der import NotDer, inside, integer, oid, tlv, values
from tongban_trust.seals import (
    BadSeal,
    SealPicture,
    SealShape,
    SealUser,
    draw_seal,
    read_seal,
    read_signature,
    sign_with_seal,
)
from tongban_trust.seals.structures import SESeal
from tongban_trust.signing import Algorithm
from tongban_trust.suites import suite

DATA = b"<Signature/>"
PLACE = "/Doc_0/Signs/Sign_0/Signature.xml"


def signature(user: SealUser | None = None, **changed) -> bytes:
    return sign_with_seal(user or sealer(), DATA, **{"property_info": PLACE, "at": NOW, **changed})


def test_a_signature_reads_back_with_its_seal():
    found = read_signature(signature(), DATA)
    assert found.seal == sealer().seal
    assert found.certificate == sealer().certificate
    assert (found.signed_at, found.property_info) == (NOW, PLACE)
    assert found.seal.picture == picture()
    assert found.seal.maker == issuer(Algorithm.SM2).root.certificate


def test_the_frame_is_the_standards_own():
    """Read by the general ASN.1 library, field by field, as GB/T 38540-2020, 7 lists them."""
    to_sign, certificate, algorithm, signed = core.SequenceOf.load(signature(), spec=core.Any)
    version, seal, time, digest, property_info = core.SequenceOf.load(to_sign.dump(), spec=core.Any)
    assert core.Integer.load(version.dump()).native == 4
    assert SESeal.load(seal.dump()).native["info"]["header"]["id"] == "ES"
    assert core.GeneralizedTime.load(time.dump()).native == NOW
    assert core.OctetBitString.load(digest.dump()).native == suite("gm").hash(DATA)
    assert core.IA5String.load(property_info.dump()).native == PLACE
    assert core.OctetString.load(certificate.dump()).native == sealer().certificate.der
    assert core.ObjectIdentifier.load(algorithm.dump()).dotted == "1.2.156.10197.1.501"
    assert core.OctetBitString.load(signed.dump()).native[:1] == b"\x30"


def parts(der: bytes) -> list[bytes]:
    return [each.whole for each in values(values(der)[0].content)]


@pytest.mark.parametrize("what", ["seal", "signature"])
def test_openssl_verifies_what_we_sign(tmp_path, what):
    if what == "seal":
        message, _, _, signed = (
            each.whole for each in values(values(sealer().seal.der)[0].content)
        )
        certificate = issuer(Algorithm.SM2).root.certificate
    else:
        message, _, _, signed = parts(signature())
        certificate = sealer().certificate
    for name, content in (
        ("message", message),
        ("signature", core.OctetBitString.load(signed).native),
        ("key.der", certificate.public_key.spki),
    ):
        (tmp_path / name).write_bytes(content)
    subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.der", "-keyform", "DER",
         "-rawin", "-in", "message", "-sigfile", "signature", "-digest", "sm3",
         "-pkeyopt", "distid:1234567812345678"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip


def flips(der: bytes):
    for place in range(len(der)):
        changed = bytearray(der)
        changed[place] ^= 1 << (place % 8)
        yield bytes(changed)


def test_every_byte_of_a_signature_counts():
    for changed in flips(signature()):
        with pytest.raises(BadSeal):
            read_signature(changed, DATA)


def test_every_byte_of_a_seal_counts_up_to_its_makers_certificate():
    """The maker's certificate is proven by its own issuer, as any certificate."""
    root = issuer(Algorithm.SM2).root.certificate
    for changed in flips(sealer().seal.der):
        try:
            found = read_seal(changed)
        except BadSeal:
            continue
        assert not found.maker.signed_by(root.public_key)
        assert (found.name, found.holders) == (sealer().seal.name, sealer().seal.holders)


@pytest.mark.parametrize("cut", [0, 1, 2, 40, -1])
def test_what_is_cut_or_lengthened_is_refused(cut):
    for read, der in (
        (read_seal, sealer().seal.der),
        (lambda d: read_signature(d, DATA), signature()),
    ):
        with pytest.raises(BadSeal):
            read(der[:cut])
        with pytest.raises(BadSeal):
            read(der + b"\0")


def test_other_content_is_refused():
    with pytest.raises(BadSeal, match="other content"):
        read_signature(signature(), DATA + b" ")


@pytest.mark.parametrize("at", [NOW - 2 * YEAR, NOW + 2 * YEAR])
def test_a_seal_out_of_term_neither_signs_nor_verifies(at):
    with pytest.raises(BadSeal, match="not in force"):
        signature(at=at)
    long = SealUser(
        seal_of(issuer(Algorithm.SM2), valid_from=NOW - 5 * YEAR, valid_until=NOW + 5 * YEAR),
        sealer().key, sealer().certificate,
    )  # fmt: skip
    signed = signature(long, at=at)
    assert read_signature(signed, DATA).signed_at == at
    forged = signed.replace(long.seal.der, sealer().seal.der)
    with pytest.raises(BadSeal):
        read_signature(forged, DATA)


def test_a_seal_copied_by_another_key_is_refused():
    """Anyone can take the seal out of a document; only the keys it lists can use it."""
    thief = issuer(Algorithm.SM2, "别的章")
    with pytest.raises(BadSeal, match="not made for"):
        signature(SealUser(sealer().seal, thief.key, thief.certificate))
    own = seal_of(thief)
    signed = signature(SealUser(own, thief.key, thief.certificate))
    first, *others = parts(signed)
    swapped = first.replace(own.der, sealer().seal.der)
    with pytest.raises(BadSeal):
        read_signature(tlv(0x30, swapped, *others), DATA)


def test_a_seal_that_nobody_real_made_names_its_maker():
    """Whoever signs a seal is in it: the caller decides whether that maker is trusted."""
    stranger = issuer(Algorithm.SM2, "私刻")
    assert seal_of(stranger).maker == stranger.root.certificate


@pytest.mark.parametrize("changed", [{"valid_until": NOW.replace(tzinfo=None)}])
def test_a_seal_needs_moments_with_a_zone(changed):
    with pytest.raises(ValueError, match="time zone"):
        seal_of(issuer(Algorithm.SM2), **changed)


def test_a_picture_too_large_is_refused():
    with pytest.raises(BadSeal, match="at most"):
        seal_of(issuer(Algorithm.SM2), picture=SealPicture("PNG", bytes(40_000), 42, 42))


def test_fractions_of_a_second_are_dropped():
    at = NOW + timedelta(milliseconds=700)
    assert read_signature(signature(at=at), DATA).signed_at == NOW


@pytest.mark.parametrize(
    "shape",
    [
        SealShape("居住证居住证居住证"),
        SealShape("居住证", "王A", "123", 40, 40),
        SealShape("居住证居住证", "王", "", 40, 30, star=False),
        SealShape("居" * 30),
    ],
)
def test_a_seal_is_red_on_a_clear_ground_and_inside_its_ring(shape):
    drawn = draw_seal(shape, invented_font("居住证王A123", "seal"))
    assert drawn == draw_seal(shape, invented_font("居住证王A123", "seal"))
    assert (drawn.width, drawn.height) == (shape.width, shape.height)
    assert len(drawn.data) < 32_000
    with Image.open(io.BytesIO(drawn.data)) as opened:
        whole = opened.convert("RGBA")
    assert whole.getpixel((0, 0))[3] == 0
    top = whole.getpixel((whole.width // 2, 8))
    assert top[3] > 200
    assert top[0] > 150 > top[1]
    middle = whole.getpixel((whole.width // 2, whole.height // 2))[3] > 200
    assert middle is shape.star


def test_der_is_read_in_its_shortest_form_only():
    assert [each.content for each in values(tlv(4, b"a") + tlv(4, b"b"))] == [b"a", b"b"]
    assert oid("1.2.156.10197.1.501") == core.ObjectIdentifier("1.2.156.10197.1.501").dump()
    for number in (0, 127, 128, 255, 256, 2**127 + 1):
        assert integer(number) == core.Integer(number).dump()
    for size in (0, 127, 128, 255, 256, 70_000):
        assert tlv(4, bytes(size)) == core.OctetString(bytes(size)).dump()
    for each in (
        b"\x04\x81\x01a",
        b"\x04\x82\x00\x01a",
        b"\x04\x80",
        b"\x04",
        b"\x04\x02a",
        b"\x04\x85",
    ):
        with pytest.raises(NotDer):
            values(each)
    with pytest.raises(NotDer):
        values(tlv(4) * 65)
    with pytest.raises(NotDer):
        inside(tlv(0x30, tlv(4)), 2)
    with pytest.raises(NotDer):
        inside(tlv(4, tlv(4)), 4)
