"""The receipt of a notice 财政电子票据: issued when paid, reversed and issued for the rest.

Source: 财政票据管理办法 (in summary): an electronic receipt is not changed; it is reversed by a red
one 红字冲销 and another is issued.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tongban.jurisdiction.api import local_date
from tongban.kernel.money import Money
from tongban.ledger.api import derive_secret
from tongban.payments.domain.numbers import check_code, receipt_code, receipt_number
from tongban.payments.models import Notice, Receipt, ReversedReceipt
from tongban.payments.serials import next_serial

RECEIPTS = "payment-receipts"
RECEIPT_TYPE = "caizheng-piaoju"


def issue_receipt(notice: Notice, now: datetime) -> Receipt:
    """The receipt of a notice that was just paid; the notice is locked."""
    receipt = Receipt(notice=notice)
    _numbered(receipt, notice.amount, now)
    receipt.save(force_insert=True)
    return receipt


def receipt_for_the_rest(notice: Notice, now: datetime) -> dict[str, str]:
    """Reverse 红冲 the receipt of a locked notice of which a part went back; one for the rest.

    The facts to be kept as evidence; none when there is no receipt or it says the rest already.
    """
    rest = notice.paid_amount - notice.returned_amount
    receipt = Receipt.objects.select_for_update().filter(notice=notice).order_by("pk").first()
    if receipt is None or receipt.void_at is not None or receipt.amount == rest:
        return {}
    gone = ReversedReceipt.objects.create(
        notice=notice,
        code=receipt.code,
        number=receipt.number,
        check_code=receipt.check_code,
        amount=receipt.amount,
        issued_at=receipt.issued_at,
        reversed_at=now,
        red_number=receipt_number(next_serial("payments_receipt_number")),
        certificate_id=receipt.certificate_id,
    )
    receipt.certificate_id = ""
    _numbered(receipt, rest, now)
    receipt.save()
    return {
        "reversed": f"{gone.code}-{gone.number}",
        "red": f"{receipt.code}-{gone.red_number}",
        "receipt": f"{receipt.code}-{receipt.number}",
    }


def _numbered(receipt: Receipt, amount: Decimal, now: datetime) -> None:
    notice, day = receipt.notice, local_date(now)
    receipt.code = receipt_code(notice.region, day)
    receipt.number = receipt_number(next_serial("payments_receipt_number"))
    receipt.amount, receipt.issued_at = amount, now
    secret, total = derive_secret(RECEIPTS, "check-code"), Money(amount, notice.currency)
    receipt.check_code = check_code(secret, receipt.code, receipt.number, total, day)
