"""What a payer is told by message: a payment notice has been issued."""

from __future__ import annotations

from datetime import datetime

from tongban.jurisdiction.api import calendar
from tongban.kernel.moments import day_in_words
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell
from tongban.payments.models import Notice

PAYMENT_DUE = Template(
    "payment-due",
    Text.of("您有一笔费用待缴", "A payment is due"),
    Text.of(
        "“{what}”需缴{amount}元，请在{day}前缴清。收费依据写在缴款通知书里；缴款只在本平台进行，不会让您转账到个人账户。",
        "{amount} yuan is due for “{what}” by {day}. The notice names the legal basis. Pay on this"
        " platform only: nobody will ask you to send money to a private account.",
    ),
    is_document=True,
)


def tell_payer(notice: Notice, now: datetime) -> None:
    """A notice is issued; told once."""
    day = notice.pay_by.astimezone(calendar().tz).date()
    amount = f"{notice.amount:.2f}"
    tell(
        subject_id=notice.payer_id,
        template=PAYMENT_DUE,
        cause=f"{notice.id}:issued",
        slots={
            "what": Text.from_mapping(notice.lines[0]["name"]),
            "amount": Text.of(amount, amount),
            "day": day_in_words(day),
        },
        link=f"/payments/{notice.id}",
        now=now,
    )
