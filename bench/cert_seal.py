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
from pathlib import Path
from typing import Any

from django.conf import settings
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from bench._certificates import AGENCY, LOOK, NAMES, NOW, TODAY, Maker
from tongban.certificates.api import FaceContent, laid_face
from tongban.seals.api import AgencySeal
from tongban_trust.canonical import canonical_bytes
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import write_pdf
from tongban_trust.suites import suite

DEFAULT_SIZE = 300
_BASELINE = 5


def run(size: int | None, seed: int) -> dict[str, Any]:
    """Pairs per second of processor time."""
    count, dice = size or DEFAULT_SIZE, random.Random(seed)
    maker = Maker.fresh()
    seal = AgencySeal(ofd=maker.sealer, pdf=maker.signer)
    texts = [_content(dice, number) for number in range(count)]
    _pair(texts[0], 0, seal)  # fonts are read once per process
    made, began = [], time.process_time()
    for number, text in enumerate(texts):
        made.append(_pair(text, number, seal))
    took = time.process_time() - began
    began = time.process_time()
    for pair in made[::10]:
        for data in pair:
            if not isinstance(open_document(data), SealedDocument):
                raise RuntimeError("a document does not prove itself")
    opened = 2 * len(made[::10]) / (time.process_time() - began)
    limit = _limit(made, seal)
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


def _pair(text: FaceContent, number: int, seal: AgencySeal) -> tuple[bytes, bytes]:
    laid = laid_face(text, LOOK)
    attached = {"record.json": canonical_bytes({"number": number, "v": 1})}
    about: dict[str, Any] = {"identifier": text.number, "author": text.issuer, "at": NOW}
    return write_ofd(laid, attached, seal.ofd, **about), write_pdf(
        laid, attached, seal.pdf, **about
    )


def _content(dice: random.Random, number: int) -> FaceContent:
    holder = "".join(dice.choices(NAMES, k=3))
    street = "".join(dice.choices(NAMES, k=4))
    token = "".join(dice.choices("23456789abcdefghjkmnpqrstuvwxyz", k=16))
    return FaceContent(
        title="居住证",
        subtitle="Residence permit",
        number=f"编号 9901010012026{number:010d}",
        lines=[
            f"兹证明 {holder} 在本地居住，居住地址：示例省安和市{street}路 {number} 号。",
            f"户籍地址：示例省临河市{street[::-1]}村。",
        ],
        issuer=AGENCY,
        issued=TODAY,
        qr=f"https://portal.example.invalid/verify/{token}",
        scan="扫码核验",
        notes=[
            "扫描二维码可核验真伪和当前状态，以核验结果为准。",
            f"电子证照标识 1.2.156.3005.2.{number}",
        ],
        watermark="由安和市公安局提供，仅供办理政务服务事项使用，有效期至2027-10-31",
    )


def _limit(made: list[tuple[bytes, bytes]], seal: AgencySeal) -> float:
    national, international = suite("gm"), suite("intl")
    began = time.process_time()
    for ofd, pdf in made:
        seal.ofd.key.sign(national.hash(ofd))
        seal.pdf.key.sign(international.hash(pdf))
    return len(made) / (time.process_time() - began)


def _cut_by_others(texts: list[FaceContent]) -> float:
    """Seconds fontTools takes to cut the one regular font for a text."""
    logging.getLogger("fontTools.subset").setLevel(logging.WARNING)
    file = Path(settings.FONT_DIR) / "NotoSerifSC-Regular.ttf"
    began = time.process_time()
    for text in texts:
        font = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
        subsetter = Subsetter(Options(layout_features=[], hinting=False))
        subsetter.populate(text=text.printed)
        subsetter.subset(font)
        font.save(io.BytesIO())
    return (time.process_time() - began) / len(texts)
