"""What a seal is put on, in words: the certificate, the item or the kind of document."""

from __future__ import annotations

from tongban.catalogue.api import published_item
from tongban.certificates.api import certificate_type
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.seals.api import DocumentKind, Purpose, PurposeKind

_EVERY = {
    PurposeKind.CERTIFICATE_TYPE: Text.of("各类证照", "every certificate"),
    PurposeKind.ITEM: Text.of("各个事项的文书", "papers of every item"),
    PurposeKind.DOCUMENT: Text.of("各类文件", "every document"),
}


def purpose_words(purpose: Purpose) -> Text:
    """The name people know it by; the code when there is none (any more)."""
    kind = PurposeKind(purpose.kind)
    if not purpose.definite:
        return _EVERY[kind]
    try:
        if kind is PurposeKind.CERTIFICATE_TYPE:
            return certificate_type(purpose.code).name
        if kind is PurposeKind.ITEM:
            return published_item(purpose.code).title
        return DocumentKind(purpose.code).label
    except (Refusal, ValueError):
        return Text.of(str(purpose), str(purpose))
