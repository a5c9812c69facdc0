"""What the outside sees of seals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals.domain.kinds import OwnerKind, SealKind
from tongban.seals.domain.purpose import Purpose, within
from tongban.seals.domain.standing import Standing
from tongban_trust.pdf import PdfSigner
from tongban_trust.seals import SealUser
from tongban_trust.signing import Algorithm


class RequestState(Enum):
    """Where a request for a two-person use 双人用印 stands."""

    WAITING = "seal-request/waiting"
    APPROVED = "seal-request/approved"
    DECLINED = "seal-request/declined"
    EXPIRED = "seal-request/expired"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _REQUEST_LABELS[self]


_REQUEST_LABELS = {
    RequestState.WAITING: Text.of("等待复核", "waiting for the second person"),
    RequestState.APPROVED: Text.of("已用印", "approved and sealed"),
    RequestState.DECLINED: Text.of("未同意", "declined"),
    RequestState.EXPIRED: Text.of("已过期", "expired"),
}


@dataclass(frozen=True, slots=True)
class KeyView:
    """The public side of a seal's key; ``spki`` and ``certificate`` are DER."""

    key_id: str
    algorithm: Algorithm
    spki: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class SealView:
    """An e-seal 电子印章. ``around`` is the text on the arc of its picture.

    ``agency_code`` or ``subject_id`` is its owner. Dates are civil and inclusive; ``two_person``
    names the purposes one person alone may not use it for, ``articles``
    what may be cited when it is stopped.
    """

    id: str
    kind: SealKind
    owner: OwnerKind
    name: Text
    agency_code: str | None
    subject_id: str | None
    scope: tuple[Purpose, ...]
    two_person: tuple[Purpose, ...]
    articles: tuple[ArticleRef, ...]
    around: str
    standing: Standing
    standing_at: datetime
    standing_article: str
    standing_reason: str
    valid_from: date
    valid_until: date
    keys: tuple[KeyView, ...]

    def takes_two(self, purpose: Purpose) -> bool:
        """Whether one person alone may not use it for this."""
        return within(self.two_person, purpose)

    def key(self, algorithm: Algorithm) -> KeyView | None:
        """The key in use for an algorithm."""
        return next((key for key in self.keys if key.algorithm is algorithm), None)


@dataclass(frozen=True, slots=True)
class LicenceSignInView:
    """Who signs in by licence: the account, for the firm; ``licence`` is its identifier."""

    firm_id: str
    account_id: str
    licence: str


@dataclass(frozen=True, slots=True)
class AgencySeal:
    """What seals a document for an agency: OFD with SM2 (GB/T 38540), PDF with P-256 (PAdES)."""

    ofd: SealUser
    pdf: PdfSigner


@dataclass(frozen=True, slots=True)
class ApprovedUse:
    """What two persons have sealed 双人用印, that a use of the platform follows from.

    ``document_id`` and ``content`` are those of their request. The file of a certificate follows
    from its record, for instance, in whatever form and however often it is drawn.
    """

    document_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SealUseView:
    """One use 用印记录. ``digest`` is the hex digest of the signed bytes (suite in force).

    ``signature`` is DER over exactly those bytes. ``post`` is empty for the platform's own uses;
    ``second_post`` names who approved a two-person use. ``account_id`` is whoever used it,
    ``entrustment_id`` says under which entrustment of a firm, empty otherwise.
    """

    id: str
    seal_id: str
    seal_name: Text
    purpose: Purpose
    document_id: str
    digest: str
    signature: bytes
    key: KeyView
    used_at: datetime
    automatic: bool
    account_id: str
    post: str
    second_account_id: str
    second_post: str
    entrustment_id: str


@dataclass(frozen=True, slots=True)
class UseRequestView:
    """A two-person use that was asked for; ``blob_id`` is the file, empty when none was given."""

    id: str
    seal_id: str
    seal_name: Text
    purpose: Purpose
    document_id: str
    blob_id: str
    digest: str
    state: RequestState
    asked_post: str
    asked_by_me: bool
    asked_at: datetime
    expires_at: datetime
    answered_post: str
    reason: str
