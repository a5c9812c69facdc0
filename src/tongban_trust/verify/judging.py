"""The one verdict on a file, a record or a code. These functions answer and never raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tongban_trust.bundle import TrustBundle
from tongban_trust.documents import Altered, Opened, SealedDocument, open_document
from tongban_trust.record import HOLDER
from tongban_trust.tokens.picture import BadPicture, is_picture, words_in_picture
from tongban_trust.tokens.qr import BadCode, CodeToken, read_code, token_in
from tongban_trust.verify import checks
from tongban_trust.verify.attached import RECORD, Attached, BadAttachment, Inclusion, read_attached
from tongban_trust.verify.checks import Moment
from tongban_trust.verify.supervision import read_supervision, supervised
from tongban_trust.verify.verdict import (
    Check,
    Facts,
    Outcome,
    Verdict,
    conclude,
    failed,
    noted,
    passed,
)


def verify_file(
    data: bytes, bundle: TrustBundle, moment: Moment, inclusion: Inclusion | None = None
) -> Verdict:
    """The verdict on a file, whatever its bytes are; ``inclusion`` as in ``verify_document``.

    A picture (PNG, JPEG) is judged by the QR code in it, as in ``verify_code``.
    """
    if is_picture(data):
        return verify_picture(data, bundle, moment)
    return verify_document(open_document(data), bundle, moment, inclusion)


def verify_document(
    opened: Opened, bundle: TrustBundle, moment: Moment, inclusion: Inclusion | None = None
) -> Verdict:
    """The verdict on a document that ``open_document`` has read.

    ``inclusion`` is a proof from the log itself, for a file that was sealed before it was there, or
    before enough witnesses had seen it.
    """
    if isinstance(opened, Altered):
        why = failed("verify.altered", Outcome.ALTERED, opened.reason.detail)
        return conclude([why], None, None)
    if not isinstance(opened, SealedDocument):
        why = failed("verify.unreadable", Outcome.UNREADABLE, opened.reason.code)
        return conclude([why], None, None)
    if RECORD not in opened.attachments:
        return conclude([failed("verify.no_record", Outcome.UNREADABLE)], None, None)
    return _verdict(opened.attachments, opened, bundle, moment, inclusion)


def verify_record(
    files: Mapping[str, bytes],
    bundle: TrustBundle,
    moment: Moment,
    inclusion: Inclusion | None = None,
) -> Verdict:
    """The verdict on a record with its proofs, by the names of a document's attachments.

    Nothing is sealed here, so only the log vouches for it.
    """
    if RECORD not in files:
        return conclude([failed("verify.no_record", Outcome.UNREADABLE)], None, None)
    return _verdict(files, None, bundle, moment, inclusion)


def verify_picture(data: bytes, bundle: TrustBundle, moment: Moment) -> Verdict:
    """The verdict on the QR code in a picture."""
    try:
        return verify_code(words_in_picture(data), bundle, moment)
    except BadPicture as error:
        return unread_picture(error)


def unread_picture(error: BadPicture) -> Verdict:
    """The verdict on a picture in which no code could be read."""
    return conclude([failed(error.code, Outcome.UNREADABLE)], None, None)


def verify_code(words: str, bundle: TrustBundle, moment: Moment) -> Verdict:
    """The verdict on what a QR code says: an address with a token after ``#``, or a token alone.

    A code proves that the certificate exists and its term; replaying it is not misuse but what it
    is for, so the answer always says that it does not tell who shows it.
    """
    text = token_in(words)
    if text is None:
        return conclude([failed("verify.code_unreadable", Outcome.UNREADABLE)], None, None)
    try:
        token = read_code(text, bundle.code_keys)
    except BadCode as error:
        return conclude([failed("verify.code_not_signed", Outcome.ALTERED, str(error))], None, None)
    found = [passed("verify.code"), noted("verify.not_fresh")]
    if token.issued_at > moment.now + checks.SKEW:
        found.append(failed("verify.clock", Outcome.UNDECIDED))
    found.append(checks.status(token.key, token.issued_at, bundle, moment.on))
    found.append(checks.term(token.valid_from, token.valid_until, moment.on))
    return conclude(found, _token_facts(token), bundle.status.as_of, good="verify.valid_code")


def _verdict(
    files: Mapping[str, bytes],
    document: SealedDocument | None,
    bundle: TrustBundle,
    moment: Moment,
    inclusion: Inclusion | None,
) -> Verdict:
    try:
        attached = read_attached(files)
    except BadAttachment as error:
        return conclude([failed("verify.other_content", Outcome.ALTERED, str(error))], None, None)
    if inclusion is not None and not checks.is_included(attached, bundle):
        attached = replace(attached, inclusion=inclusion)
    record = attached.record
    found: list[Check] = []
    if document is not None:
        found.append(passed("verify.seal"))
    if not record.opens(attached.disclosures):
        found.append(failed("verify.other_content", Outcome.ALTERED))
        return conclude(found, None, None)
    found.append(passed("verify.content"))
    strangers = list(checks.may_issue(record, bundle))
    if document is not None:
        strangers += checks.sealed_by_issuer(document, record, bundle)
    found += strangers or [passed("verify.issuer")]
    if document is not None:
        found += supervised(attached, bundle, moment.now)
    found.append(checks.logged(attached, bundle, moment.now))
    sealed_at = document.signed_at if document else None
    found += checks.moments(attached, sealed_at, bundle, moment.now)
    found.append(checks.status(record.key, record.issued_at, bundle, moment.on))
    found.append(checks.term(record.valid_from, record.valid_until, moment.on))
    good = "verify.valid"
    if document is not None and attached.copy is not None:
        found.append(checks.copy_terms(attached.copy, bundle, moment.on))
        good = "verify.valid_copy"
    return conclude(found, _facts(attached, document), bundle.status.as_of, good=good)


def _facts(attached: Attached, document: SealedDocument | None) -> Facts:
    record = attached.record
    values = {each.name: each.value for each in attached.disclosures}
    over = read_supervision(attached) if document and record.supervisor else None
    return Facts(
        identifier=record.identifier,
        holder=values.pop(HOLDER, ""),
        issued_at=record.issued_at,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        key=record.key,
        type_code=record.type_code,
        issuer=record.issuer,
        values=tuple(values.items()),
        trust_level=record.trust_level,
        previous=record.previous,
        signed_by=document.seal.name if document else "",
        supervised_by=over.seal.name if over else "",
        copy=attached.copy if document else None,  # the seal alone vouches for them
    )


def _token_facts(token: CodeToken) -> Facts:
    return Facts(
        identifier=token.identifier,
        holder=token.holder_masked,
        issued_at=token.issued_at,
        valid_from=token.valid_from,
        valid_until=token.valid_until,
        key=token.key,
    )
