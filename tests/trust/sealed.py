"""Small sealed documents to read, judge and attack: an invented font, seal and issuer."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from tongban_trust.drawing import (
    BLACK,
    Box,
    Colour,
    Face,
    Page,
    Shape,
    Text,
    Typefaces,
    box_outline,
    lay_out,
    qr_outline,
)
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import PdfSigner, write_pdf
from tongban_trust.seals import Seal, SealPicture, SealType, SealUser, make_seal
from tongban_trust.signing import Algorithm, SoftKey, generate_key
from tongban_trust.x509 import (
    Authority,
    Certificate,
    Purpose,
    Subject,
    issue_certificate,
    issue_root,
)

NOW = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
ATTACHED = {
    "disclosures.json": b"[]",
    "promise": bytes(range(40)),
    "record.json": b'{"identifier":"1.2.156.3005.2.x","v":1}',
}
ABOUT = {"identifier": "1.2.156.3005.2.x", "author": "安和市公安局"}


@dataclass(frozen=True)
class Issuer:
    """A root and a seal's key and certificate under it."""

    root: Authority
    key: SoftKey
    certificate: Certificate


@cache
def issuer(algorithm: Algorithm, name: str = "安和市公安局证照专用章") -> Issuer:
    term = {"not_before": NOW - YEAR, "not_after": NOW + YEAR}
    root = issue_root(Subject("示例省根证书", "示例省"), generate_key(algorithm), **term)
    key = generate_key(algorithm)
    subject = Subject(name, "安和市公安局", "11990000000000015X")
    certificate = issue_certificate(subject, key.public, Purpose.SEAL, issuer=root, **term)
    return Issuer(root, key, certificate)


@cache
def picture() -> SealPicture:
    """Twelve dots of red."""
    file = io.BytesIO()
    Image.new("RGBA", (12, 12), (200, 16, 24, 128)).save(file, "PNG")
    return SealPicture("PNG", file.getvalue(), 42, 42)


def seal_of(signer: Issuer, **changed) -> Seal:
    facts = {
        "identifier": "9901000000015", "name": "安和市公安局证照专用章",
        "kind": SealType.ORGANISATION, "picture": picture(), "holders": [signer.certificate],
        "made_at": NOW - YEAR, "valid_from": NOW - YEAR, "valid_until": NOW + YEAR,
        "maker": signer.root,
    }  # fmt: skip
    return make_seal(**{**facts, **changed})


@cache
def sealer() -> SealUser:
    signer = issuer(Algorithm.SM2)
    return SealUser(seal_of(signer), signer.key, signer.certificate)


@cache
def signer() -> PdfSigner:
    found = issuer(Algorithm.P256)
    return PdfSigner(found.key, found.certificate, (), "安和市公安局证照专用章", picture())


@cache
def invented_font(characters: str, name: str = "invented") -> Path:
    """A font of plain boxes for these characters, one of them a composite."""
    names = [".notdef", *(f"g{ord(each):x}" for each in characters)]
    glyphs = {names[0]: TTGlyphPen(None).glyph()}
    for place, each in enumerate(names[1:]):
        pen = TTGlyphPen(glyphs)
        if place == 1:
            pen.addComponent(names[1], (1, 0, 0, 1, 30, 0))
        elif not characters[place].isspace():
            pen.moveTo((50, 0))
            for corner in ((50, 700), (900 - place, 700), (900 - place, 0)):
                pen.lineTo(corner)
            pen.closePath()
        glyphs[each] = pen.glyph()
    built = FontBuilder(1000, isTTF=True)
    built.setupGlyphOrder(names)
    built.setupCharacterMap(
        {ord(each): name for each, name in zip(characters, names[1:], strict=True)}
    )
    built.setupGlyf(glyphs)
    built.setupHorizontalMetrics({each: (900 + place, 50) for place, each in enumerate(names)})
    built.setupHorizontalHeader(ascent=880, descent=-120)
    built.setupNameTable({"familyName": "Invented", "styleName": "Regular"})
    built.setupOS2()
    built.setupPost()
    path = Path(mkdtemp()) / f"{name}.ttf"
    built.save(path)
    return path


@cache
def typefaces() -> Typefaces:
    return Typefaces(
        {
            Face.REGULAR: [invented_font("居住证 王A"), invented_font("𬸪𰀀", "rare")],
            Face.BOLD: [invented_font("居住证", "bold")],
        }
    )


PAGE = Page(
    width=100,
    height=80,
    title="居住证 <&>",
    marks=(
        Shape(box_outline(Box(3, 3, 94, 74)), pen=Colour(150, 40, 30)),
        Text(30, 20, "居住证", 8, Face.BOLD),
        Text(10, 40, "王𬸪𰀀A 居住", 4),
        Text(20, 70, "居住证", 6, ink=Colour(245, 222, 220), angle=35),
        Shape(qr_outline("https://example.invalid", Box(5, 55, 20, 20)), fill=BLACK),
    ),
    seal=Box(55, 35, 42, 42),
)


@cache
def laid():
    return lay_out(PAGE, typefaces())


@cache
def ofd(**changed) -> bytes:
    return write_ofd(laid(), ATTACHED, sealer(), at=NOW, **{**ABOUT, **changed})


@cache
def pdf(**changed) -> bytes:
    return write_pdf(laid(), ATTACHED, signer(), at=NOW, **{**ABOUT, **changed})
