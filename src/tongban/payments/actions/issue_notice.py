"""Issue a payment notice 缴款通知书; who may decide on it, and for what reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.money import Money
from tongban.kernel.text import Text
from tongban.payments import events, policies
from tongban.payments.domain.numbers import notice_number
from tongban.payments.models import Notice
from tongban.payments.queries import notice_view
from tongban.payments.recording import tell_notice
from tongban.payments.refusals import (
    ChargeWithoutBasis,
    NoticeNotFound,
    PaymentNotForYou,
    ReasonMissing,
)
from tongban.payments.serials import next_serial
from tongban.payments.telling import tell_payer
from tongban.payments.views import ChargeLine, NoticeState, NoticeView

MAX_WORDS = 500
_NO_FEE = Text.of("（空）", "(none)")


def issue_notice(
    *,
    actor: Actor,
    about: str,
    payer_id: str,
    agency_code: str,
    region: str,
    lines: Sequence[ChargeLine],
    pay_by: datetime,
    now: datetime,
    in_parts: bool = False,
) -> NoticeView:
    """Tell a payer what is due, for what, under which article; one notice per ``about``.

    Asked again for the same ``about`` it gives the same notice, and a new one only when all of the
    last was refunded. ``lines`` of one currency.
    ``in_parts`` lets the payer pay it in parts 分次缴纳.
    Refuses ChargeWithoutBasis (no line, no article, or nothing to pay).
    Source: 政府非税收入管理办法 (财税〔2016〕33号) 11, 14.
    """
    for line in lines:
        if line.article is None or line.amount <= Money.zero(line.amount.currency):
            raise ChargeWithoutBasis(line.name)
    if not lines:
        raise ChargeWithoutBasis(_NO_FEE)
    total = sum((line.amount for line in lines), Money.zero(lines[0].amount.currency))
    with transaction.atomic():
        refunded = NoticeState.REFUNDED.value
        standing = Notice.objects.filter(about=about).exclude(state=refunded).order_by("id").first()
        if standing is not None:
            return notice_view(standing)
        notice = Notice(
            id=new_id("notice"),
            number=notice_number(region, local_date(now), next_serial("payments_notice_number")),
            about=about,
            payer_id=payer_id,
            agency_code=agency_code,
            region=region,
            lines=[_stored(line) for line in lines],
            amount=total.amount,
            currency=total.currency,
            state=NoticeState.DUE.value,
            issued_at=now,
            pay_by=pay_by,
            in_parts=in_parts,
        )
        notice.save(force_insert=True)
        articles = ",".join(str(line.article) for line in lines)
        tell_notice(notice, events.NOTICE_ISSUED, actor, now, facts={"articles": articles})
        tell_payer(notice, now)
    return notice_view(notice)


def locked(notice_id: str) -> Notice:
    """The notice, locked for a change. Refuses NoticeNotFound."""
    rows = Notice.objects.select_for_update().filter(id=notice_id)
    notice = rows.order_by("id").first()
    if notice is None:
        raise NoticeNotFound
    return notice


def reason_given(reason: str) -> bytes:
    """The words of a waiver or a refund, to be sealed for the payer. Refuses ReasonMissing."""
    words = reason.strip()
    if not words or len(words) > MAX_WORDS:
        raise ReasonMissing
    return words.encode()


def locked_to_decide(actor: Actor, notice_id: str) -> Notice:
    """The notice, locked, for whoever may waive or refund it.

    Refuses NoticeNotFound, PaymentNotForYou.
    """
    notice = locked(notice_id)
    if not policies.may_see(actor, notice):
        raise NoticeNotFound
    if not policies.may_decide(actor, notice):
        raise PaymentNotForYou
    return notice


def _stored(line: ChargeLine) -> dict[str, object]:
    return {
        "name": line.name.to_mapping(),
        "standard": line.standard.to_mapping(),
        "amount": str(line.amount.amount),
        "currency": line.amount.currency,
        "article": str(line.article),
    }
