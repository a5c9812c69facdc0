"""How many certificates one core draws and seals, each as OFD (SM2) and as PDF (P-256).

Every certificate has its own holder, text, code and record; fonts are cut for each. Processor
time, so that a busy machine matters less. Each tenth pair is opened again and must prove itself.
The limit is the cryptography alone: both signatures and the digests of the same bytes. The
baseline is the same work with the fonts cut by fontTools' general subsetter.
"""

from __future__ import annotations

import io
import logging
import random
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tongban.certificates.adapters.fonts import bold_file, typefaces
from tongban.certificates.domain.face import Body, FaceContent, Frame, Look, Paper, compose
from tongban_trust.canonical import canonical_bytes
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.drawing import lay_out
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import PdfSigner, write_pdf
from tongban_trust.seals import SealShape, SealType, SealUser, draw_seal, make_seal
from tongban_trust.signing import Algorithm, SoftKey, generate_key
from tongban_trust.suites import suite
from tongban_trust.x509 import (
    Authority,
    Certificate,
    Purpose,
    Subject,
    issue_certificate,
    issue_root,
)

DEFAULT_SIZE = 300
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许晓文思雨嘉禾明远清泉安和"
_NOW, _YEAR = datetime(2026, 11, 1, 4, tzinfo=UTC), timedelta(days=365)
_LOOK = Look(Paper.PORTRAIT, Body.STATEMENT, Frame.RED)
_BASELINE = 5


def run(size: int | None, seed: int) -> dict[str, Any]:
    """Pairs per second of processor time."""
    count, dice = size or DEFAULT_SIZE, random.Random(seed)
    sealer, signer = _sealers()
    texts = [_content(dice, number) for number in range(count)]
    _pair(texts[0], 0, sealer, signer)  # fonts are read once per process
    made, began = [], time.process_time()
    for number, text in enumerate(texts):
        made.append(_pair(text, number, sealer, signer))
    took = time.process_time() - began
    began = time.process_time()
    for pair in made[::10]:
        for data in pair:
            if not isinstance(open_document(data), SealedDocument):
                raise RuntimeError("a document does not prove itself")
    opened = 2 * len(made[::10]) / (time.process_time() - began)
    limit = _limit(made, sealer, signer)
    cut = _cut_by_others(texts[:_BASELINE])
    return {
        "name": "cert-seal",
        "value": round(count / took, 1),
        "unit": "pairs of OFD and PDF per second of one core",
        "limit": round(limit, 1),
        "limit_is": "both signatures and the digests of the same bytes",
        "baselines": {"the same, fonts cut by fontTools": round(1 / (took / count + cut), 1)},
        "opened_per_s": round(opened, 1),
        "ofd_bytes": len(made[0][0]),
        "pdf_bytes": len(made[0][1]),
        "size": count,
        "seed": seed,
    }


def _pair(
    text: FaceContent, number: int, sealer: SealUser, signer: PdfSigner
) -> tuple[bytes, bytes]:
    fonts = typefaces()
    laid = lay_out(compose(text, _LOOK, fonts), fonts)
    attached = {"record.json": canonical_bytes({"number": number, "v": 1})}
    about: dict[str, Any] = {"identifier": text.number, "author": text.issuer, "at": _NOW}
    return write_ofd(laid, attached, sealer, **about), write_pdf(laid, attached, signer, **about)


def _content(dice: random.Random, number: int) -> FaceContent:
    holder = "".join(dice.choices(_NAMES, k=3))
    street = "".join(dice.choices(_NAMES, k=4))
    token = "".join(dice.choices("23456789abcdefghjkmnpqrstuvwxyz", k=16))
    return FaceContent(
        title="居住证",
        subtitle="Residence permit",
        number=f"编号 9901010012026{number:010d}",
        lines=[
            f"兹证明 {holder} 在本地居住，居住地址：示例省安和市{street}路 {number} 号。",
            f"户籍地址：示例省临河市{street[::-1]}村。",
        ],
        issuer="安和市公安局",
        issued=date(2026, 11, 1),
        qr=f"https://portal.example.invalid/verify/{token}",
        scan="扫码核验",
        notes=[
            "扫描二维码可核验真伪和当前状态，以核验结果为准。",
            f"电子证照标识 1.2.156.3005.2.{number}",
        ],
        watermark="由安和市公安局提供，仅供办理政务服务事项使用，有效期至2027-10-31",
    )


def _sealers() -> tuple[SealUser, PdfSigner]:
    root, sm2, national = _certified(Algorithm.SM2)
    _, p256, international = _certified(Algorithm.P256)
    picture = draw_seal(SealShape("安和市公安局", "证照专用章", "9901000000015"), bold_file())
    seal = make_seal(
        identifier="9901000000015", name="安和市公安局证照专用章", kind=SealType.ORGANISATION,
        picture=picture, holders=[national], made_at=_NOW, valid_from=_NOW - _YEAR,
        valid_until=_NOW + _YEAR, maker=root,
    )  # fmt: skip
    return SealUser(seal, sm2, national), PdfSigner(p256, international, (), seal.name, picture)


def _certified(algorithm: Algorithm) -> tuple[Authority, SoftKey, Certificate]:
    term = {"not_before": _NOW - _YEAR, "not_after": _NOW + _YEAR}
    root = issue_root(Subject("示例省根证书"), generate_key(algorithm), **term)
    key = generate_key(algorithm)
    subject = Subject("安和市公安局证照专用章", "安和市公安局")
    return root, key, issue_certificate(subject, key.public, Purpose.SEAL, issuer=root, **term)


def _limit(made: list[tuple[bytes, bytes]], sealer: SealUser, signer: PdfSigner) -> float:
    national, international = suite("gm"), suite("intl")
    began = time.process_time()
    for ofd, pdf in made:
        sealer.key.sign(national.hash(ofd))
        signer.key.sign(international.hash(pdf))
    return len(made) / (time.process_time() - began)


def _cut_by_others(texts: list[FaceContent]) -> float:
    """Seconds fontTools takes to cut the one regular font for a text."""
    logging.getLogger("fontTools.subset").setLevel(logging.WARNING)
    file = bold_file()
    began = time.process_time()
    for text in texts:
        font = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
        subsetter = Subsetter(Options(layout_features=[], hinting=False))
        subsetter.populate(text=text.printed)
        subsetter.subset(font)
        font.save(io.BytesIO())
    return (time.process_time() - began) / len(texts)
