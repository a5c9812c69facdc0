"""What opening a document can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TypeAlias

from tongban_trust.x509 import Certificate


class DocumentKind(Enum):
    """The two formats: OFD under ``gm``, PDF under ``intl``."""

    OFD = "ofd"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable code, words for a person in both languages, and a line for an expert."""

    code: str
    words: Mapping[str, str] = field(hash=False)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SealFacts:
    """The seal that is seen. ``identifier``, term and maker only where the format carries them."""

    name: str
    identifier: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    maker: Certificate | None = None


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """A document whose every byte is covered by the signature of ``signer``.

    Whether ``signer`` leads to a root one trusts, and whether the record among the attachments is
    what the issuer logged, is for the caller to find out. ``signed_at`` is what the signer's
    clock said.
    """

    kind: DocumentKind
    attachments: Mapping[str, bytes] = field(hash=False)
    seal: SealFacts
    signer: Certificate
    chain: tuple[Certificate, ...]
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Altered:
    """A document of ours that is not as it was sealed."""

    kind: DocumentKind
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No document of ours at all."""

    reason: Reason


Opened: TypeAlias = SealedDocument | Altered | Unreadable
