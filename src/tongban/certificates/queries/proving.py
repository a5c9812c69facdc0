"""What a file or a signed code proves, held against the register as it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from tongban.certificates.domain.scanning import scanned_token
from tongban.certificates.domain.sharing import copy_watermark
from tongban.certificates.models import Certificate
from tongban.certificates.proving import inclusion_of
from tongban.certificates.queries.history import status_of
from tongban.certificates.queries.trust import changes_of, trust_now
from tongban.certificates.queries.verifying import judge, public_view
from tongban.certificates.views import PublicCopy, VerifyCheck, VerifyOutcome, VerifyVerdict
from tongban.jurisdiction.api import local_date
from tongban.kernel.text import Text
from tongban.seals.api import seal_revocations
from tongban_trust.documents import SealedDocument, open_document
from tongban_trust.tokens.picture import BadPicture, is_picture, words_in_picture
from tongban_trust.tokens.qr import token_in
from tongban_trust.verify import (
    BadAttachment,
    CopyTerms,
    Moment,
    Verdict,
    read_attached,
    unread_picture,
    verify_code,
    verify_document,
)

_About = tuple[str, str] | None
_OTHER_CODE = Text.of(
    "二维码中的网址与签名令牌不是同一份证照，二维码被改动过。",
    "The address and the token in this code are of two certificates: the code was changed.",
)
_NOT_HERE = Text.of(
    "文件能够自证，但登记库里没有这份证照，请向签发机关核实。",
    "The file proves itself, but the register here has no such certificate: ask its issuer.",
)


def judge_file(data: bytes, now: datetime, on: date | None) -> tuple[VerifyVerdict, _About]:
    """The verdict on a file by its bytes, and which certificate it is about, None when unknown."""
    if is_picture(data):
        return _judge_picture(data, now, on)
    opened, day = open_document(data), on or local_date(now)
    row = _row_of(opened.attachments) if isinstance(opened, SealedDocument) else None
    changes = changes_of(row.identifier) if row else {}
    trust = trust_now(0, now, changes, seal_revocations(now))
    inclusion = inclusion_of(row.issue_leaf) if row else None
    found = verify_document(opened, trust, Moment(now, day), inclusion)
    told = _told(found, row, day)
    if told.outcome is VerifyOutcome.VALID and row is None:
        told = replace(told, outcome=VerifyOutcome.UNDECIDED, reasons=(_NOT_HERE,))
    return told, ((row.id, "") if row else None)


def _judge_picture(data: bytes, now: datetime, on: date | None) -> tuple[VerifyVerdict, _About]:
    """The verdict on the QR code in a picture."""
    try:
        words = words_in_picture(data)
    except BadPicture as error:
        return _told(unread_picture(error), None, on or local_date(now)), None
    return judge_words(words, now, on)


def judge_words(words: str, now: datetime, on: date | None) -> tuple[VerifyVerdict, _About]:
    """The verdict on what was typed or scanned: a number, a token, an address, a signed code."""
    token = token_in(words)
    if token is None:
        return judge(scanned_token(words), now, on)
    day = on or local_date(now)
    keys = trust_now(0, now, {})
    signed = verify_code(token, keys, Moment(now, day))
    if signed.facts is None:
        return _told(signed, None, day), None
    told, about = judge(signed.facts.identifier, now, on)
    told = replace(told, checks=_checks(signed), as_of=now, code=signed.code)
    address = scanned_token(words)
    if "#" in words and address and judge(address, now, on)[1] != about:
        reasons, code = (_OTHER_CODE,), "verify.other_code"
        return replace(told, outcome=VerifyOutcome.ALTERED, reasons=reasons, code=code), about
    return told, about


def _row_of(attachments: Mapping[str, bytes]) -> Certificate | None:
    """The certificate on record whose very record the file carries."""
    try:
        record = read_attached(attachments).record
    except BadAttachment:
        return None
    rows = Certificate.objects.filter(identifier=record.identifier, record_digest=record.digest())
    return rows.order_by("id").first()


def _told(found: Verdict, row: Certificate | None, day: date) -> VerifyVerdict:
    status = status_of(row, day) if row else None
    return VerifyVerdict(
        outcome=VerifyOutcome(found.outcome.value),
        reasons=(Text.from_mapping(dict(found.reason)),),
        certificate=public_view(row, status) if row and status else None,
        code=found.code,
        checks=_checks(found),
        as_of=found.as_of,
        annotated_copy=_copy(found.facts.copy) if found.facts else None,
    )


def _copy(terms: CopyTerms | None) -> PublicCopy | None:
    if terms is None:
        return None
    marked = copy_watermark(terms.purpose, terms.user, terms.valid_until)
    return PublicCopy(terms.number, terms.purpose, terms.user, terms.valid_until, marked)


def _checks(found: Verdict) -> tuple[VerifyCheck, ...]:
    return tuple(
        VerifyCheck(each.code, each.state.value, Text.from_mapping(dict(each.words)))
        for each in found.checks
    )
