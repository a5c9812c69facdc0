"""The sealed form of a receipt 财政电子票据: a certificate that anybody can verify."""

from __future__ import annotations

from django.utils import timezone

from tongban.certificates.api import (
    CertificateStatus,
    CertificateTypeNotFound,
    change_status,
    issue_certificate,
)
from tongban.identity.api import subject
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments.models import Notice, Receipt, ReversedReceipt
from tongban.payments.receipts import RECEIPT_TYPE

_PLATFORM = Actor.system("receipts")


def seal_receipt(notice_id: str) -> None:
    """Issue the receipt of a paid notice as a certificate of the charging agency, once.

    Nothing where the pack has no such type; a receipt that became void meanwhile is not issued.
    Source: 财政票据管理办法 (in summary); 716 Art 9-11.
    """
    receipt = Receipt.objects.select_for_update().select_related("notice").get(notice_id=notice_id)
    if receipt.certificate_id or receipt.void_at is not None:
        return
    notice, now = receipt.notice, timezone.now()
    try:
        made = issue_certificate(
            actor=_PLATFORM,
            type_code=RECEIPT_TYPE,
            holder_id=notice.payer_id,
            holder_name=subject(_PLATFORM, notice.payer_id).name,
            issuer_agency_code=notice.agency_code,
            fields={
                "code": receipt.code,
                "number": receipt.number,
                "check": receipt.check_code,
                "lines": _lines(notice, receipt),
                "total": str(Money(receipt.amount, notice.currency)),
                "notice": notice.number,
            },
            case_id=None,
            now=now,
        )
    except CertificateTypeNotFound:
        return
    Receipt.objects.filter(notice=notice).update(certificate_id=made.id)


def void_receipt(notice_id: str) -> None:
    """Cancel 注销 the sealed receipt of a notice whose money went back."""
    receipt = Receipt.objects.select_for_update().select_related("notice").get(notice_id=notice_id)
    if receipt.certificate_id:
        _cancel(receipt.notice, receipt.certificate_id)


def seal_receipt_for_the_rest(notice_id: str) -> None:
    """Cancel 注销 the sealed forms of reversed receipts 红冲, and seal the one for the rest."""
    gone = ReversedReceipt.objects.filter(notice_id=notice_id).exclude(certificate_id="")
    for one in gone.select_related("notice").order_by("number"):
        _cancel(one.notice, one.certificate_id)
    if Receipt.objects.filter(notice_id=notice_id).exists():
        seal_receipt(notice_id)


def _cancel(notice: Notice, certificate_id: str) -> None:
    change_status(
        actor=_PLATFORM,
        certificate_id=certificate_id,
        status=CertificateStatus.CANCELLED,
        article=ArticleRef.parse(notice.lines[0]["article"]),
        now=timezone.now(),
    )


def _lines(notice: Notice, receipt: Receipt) -> str:
    paid = [
        f"{Text.from_mapping(line['name']).zh} {Money.parse(line['amount'], line['currency'])}"
        for line in notice.lines
    ]
    back = notice.amount - receipt.amount
    return "；".join([*paid, f"已退 {Money(back, notice.currency)}"] if back else paid)
