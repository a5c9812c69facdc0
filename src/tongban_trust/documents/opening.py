"""One way to open any file: it answers, whatever the bytes are, and never raises."""

from __future__ import annotations

from tongban_trust.documents.results import (
    Altered,
    DocumentKind,
    Opened,
    Reason,
    SealedDocument,
    SealFacts,
    Unreadable,
)
from tongban_trust.ofd import OfdRefused, read_ofd
from tongban_trust.pdf import PdfRefused, read_pdf

MOST_BYTES = 16 * 1024 * 1024
_MARK = b"Tongban"  # every document of ours says who wrote it
_OFD, _PDF = b"PK\x03\x04", b"%PDF-"

_EMPTY = Reason("documents.empty", {"zh-Hans": "这个文件是空的。", "en": "The file is empty."})
_TOO_LARGE = Reason(
    "documents.too_large",
    {
        "zh-Hans": "文件超过 16 MB，不是本平台签发的证照文件。",
        "en": "The file is larger than 16 MB: no certificate issued here is.",
    },
)
_UNKNOWN_FORMAT = Reason(
    "documents.unknown_format",
    {
        "zh-Hans": "这不是 OFD 或 PDF 文件，请选择证照原文件。",
        "en": "This is neither OFD nor PDF. Choose the certificate's own file.",
    },
)
_NOT_OURS = {
    "zh-Hans": "这个文件不是本平台签发的证照文件，或者已经损坏、被另存过。",
    "en": "This file was not issued here, or it is damaged or was saved by another program.",
}
_ALTERED = {
    "zh-Hans": "文件内容或印章在签发之后被改动过，不能作为凭证。请向持证主体索取原文件。",
    "en": "The file or its seal was changed after it was issued; it proves nothing. "
    "Ask the holder for the original file.",
}


def open_document(data: bytes) -> Opened:
    """What a file is: a sealed document with every byte proven, an altered one, or none of ours.

    Accepts exactly the layouts that this library writes (OFD: SM2 with SM3; PDF: P-256 with
    SHA-256). Bounded in size, entries, depth and time; the same bytes give the same answer.
    """
    if not data:
        return Unreadable(_EMPTY)
    if len(data) > MOST_BYTES:
        return Unreadable(_TOO_LARGE)
    try:
        if data.startswith(_OFD):
            return _opened_ofd(data)
        if data.startswith(_PDF):
            return _opened_pdf(data)
    except OfdRefused as error:
        return _refused(DocumentKind.OFD, data, error)
    except PdfRefused as error:
        return _refused(DocumentKind.PDF, data, error)
    return Unreadable(_UNKNOWN_FORMAT)


def _opened_ofd(data: bytes) -> SealedDocument:
    content = read_ofd(data)
    used, seal = content.signature, content.signature.seal
    facts = SealFacts(seal.name, seal.identifier, seal.valid_from, seal.valid_until, seal.maker)
    return SealedDocument(
        kind=DocumentKind.OFD,
        attachments=content.attachments,
        seal=facts,
        signer=used.certificate,
        chain=(),
        signed_at=used.signed_at,
    )


def _opened_pdf(data: bytes) -> SealedDocument:
    content = read_pdf(data)
    return SealedDocument(
        kind=DocumentKind.PDF,
        attachments=content.attachments,
        seal=SealFacts(content.name),
        signer=content.signer.signer,
        chain=content.signer.others,
        signed_at=content.signed_at,
    )


def _refused(kind: DocumentKind, data: bytes, error: ValueError) -> Opened:
    if _MARK in data:
        return Altered(kind, Reason("documents.altered", _ALTERED, str(error)))
    return Unreadable(Reason("documents.not_ours", _NOT_OURS, str(error)))
