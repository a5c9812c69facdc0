"""The questions asked before a seal is put on something, and how the answers are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.http import HttpRequest

from tongban.files.api import read_blob
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.seals.api import (
    Purpose,
    SealDetailsNotRight,
    SealView,
    definite_purposes,
    digest_to_seal,
)
from tongban.web.design.parts import Choice, Fault, Field, FieldKind
from tongban.web.plumbing.handing_in import keep_upload
from tongban.web.present.purposes import purpose_words

_CODE = "web.field_missing"
_NO_PURPOSE = Problem(
    "purpose",
    _CODE,
    Text.of("没有选择用印事由", "It is not said what it is"),
    Text.of("从这枚印章的使用范围中选一项", "Choose one the seal may be used for"),
)
_NO_FILE = Problem(
    "file",
    _CODE,
    Text.of("没有选择文件", "No file is chosen"),
    Text.of("选择要盖章的文件", "Choose the file to seal"),
)
_NO_DOCUMENT = Problem(
    "document",
    _CODE,
    Text.of("没有写文件编号", "The number of the document is missing"),
    Text.of("写明文号，用印记录按它查找", "Give its number: the record is found by it"),
)
_TWO = Text.of("须两人用印：您申请，另一位印章管理员复核。", "Takes two persons: another approves.")


def sealing_fields(
    seal: SealView,
    request: HttpRequest,
    faults: tuple[Fault, ...],
    scope: Sequence[Purpose] | None = None,
) -> list[Field]:
    """Number, purpose (of the seal's scope, or of a narrower one), file."""
    errors = {fault.field: fault.message for fault in faults}
    typed = {name: request.POST.get(name, "") for name in ("document", "purpose")}
    held = {name: (value,) if value else () for name, value in typed.items()}
    return [
        Field(
            "document",
            Text.of("文件编号", "Number of the document"),
            values=held["document"],
            required=True,
            error=errors.get("document", ""),
            max_length=120,
        ),
        Field(
            "purpose",
            Text.of("用印事由", "What it is"),
            FieldKind.ONE,
            held["purpose"],
            required=True,
            options=tuple(_choice(seal, each) for each in definite_purposes(scope or seal.scope)),
            error=errors.get("purpose", ""),
        ),
        Field(
            "file",
            Text.of("要盖章的文件", "The file to seal"),
            FieldKind.FILE,
            required=True,
            hint=Text.of(
                "PDF、OFD 或图片，不超过20 MB。签名对文件的摘要作出。",
                "PDF, OFD or a picture, at most 20 MB. Its digest is signed.",
            ),
            accept=".pdf,.ofd,.png,.jpg,.jpeg",
            error=errors.get("file", ""),
        ),
    ]


def _choice(seal: SealView, purpose: Purpose) -> Choice:
    return Choice(str(purpose), purpose_words(purpose), _TWO if seal.takes_two(purpose) else "")


class ToSeal(TypedDict):
    """What was asked for, as the verbs of ``seals`` take it."""

    document_id: str
    purpose: Purpose
    content: bytes


def read_sealing(request: HttpRequest, actor: Actor, now: datetime) -> tuple[ToSeal, str]:
    """What to seal, and the id of the kept file. Refuses SealDetailsNotRight.

    It refuses what ``files`` refuses, too. The content is the file's digest.
    """
    document = request.POST.get("document", "").strip()
    purpose = _purpose_of(request.POST.get("purpose", ""))
    file = request.FILES.get("file")
    if purpose is None or file is None or not document:
        gaps = ((document, _NO_DOCUMENT), (purpose, _NO_PURPOSE), (file, _NO_FILE))
        raise SealDetailsNotRight([gap for given, gap in gaps if not given])
    kept = keep_upload(actor, file, "to-be-sealed", now)
    content = digest_to_seal(read_blob(actor, kept.id))
    return ToSeal(document_id=document, purpose=purpose, content=content), kept.id


def _purpose_of(given: str) -> Purpose | None:
    try:
        return Purpose.parse(given)
    except ValueError:
        return None
