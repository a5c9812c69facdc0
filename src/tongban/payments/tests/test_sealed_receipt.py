"""The sealed receipt 财政电子票据: one per notice, verified by anybody, void with the money."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.agencies.tests.factories import CODE, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.certificates.api import VerifyOutcome, certificate, verify
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.jobs.api import drain
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor
from tongban.payments import api
from tongban.payments.actions.seal_receipt import seal_receipt
from tongban.payments.models import Notice, Receipt
from tongban.payments.receipts import RECEIPT_TYPE
from tongban.payments.tests.factories import (
    ARTICLE,
    NOW,
    Bank,
    a_notice,
    a_payer,
    only_channel,
    yuan,
)

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    a_calendar()
    publish_agencies(an_entry())
    made = Bank()
    only_channel(monkeypatch, "bank", made)
    return made


def pay(bank: Bank, payer: Actor) -> str:
    notice = a_notice(payer)
    Notice.objects.filter(id=notice.id).update(agency_code=CODE)
    order = api.begin_payment(actor=payer, notice_id=notice.id, now=NOW)
    body, signature = bank.pay(order.id)
    api.take_callback(channel="bank", body=body, signature=signature, now=NOW)
    return notice.id


def publish_receipt_type(**more: str) -> None:
    fields = [
        {"name": name, "label": {"zh-Hans": name, "en": name}, "answer": name,
         "disclosure": "public"}
        for name in ("number", "lines", "total")
    ]  # fmt: skip
    layout = [{"zh-Hans": "{number} {lines} {total}", "en": "{number} {lines} {total}"}]
    publish_type(
        type_file(
            code=RECEIPT_TYPE, holder="any", issuer_line="every", validity="long-term",
            fields=fields, layout=layout, continues=None, **more,
        )
    )  # fmt: skip


def test_a_receipt_is_sealed_once_says_what_was_paid_and_is_void_after_the_refund(bank: Bank):
    publish_receipt_type()
    payer = a_payer()
    notice_id = pay(bank, payer)
    assert api.receipt(payer, notice_id).certificate_id == ""
    drain(NOW)
    seal_receipt(notice_id)
    told = api.receipt(payer, notice_id)
    made = certificate(payer, told.certificate_id)
    assert {field.name: field.value for field in made.fields} == {
        "number": told.number, "lines": "工本费 ¥20.00", "total": "¥20.00",
    }  # fmt: skip
    assert (made.issuer_code, made.status.name) == (CODE, "VALID")
    assert verify(made.identifier, timezone.now()).outcome is VerifyOutcome.VALID

    api.refund_notice(
        actor=SYSTEM, notice_id=notice_id, article=ARTICLE, reason="重复缴款", now=NOW
    )
    drain(NOW)
    assert certificate(payer, told.certificate_id).status.name == "CANCELLED"
    assert verify(made.identifier, timezone.now()).outcome is not VerifyOutcome.VALID


def five_yuan_go_back(notice_id: str) -> None:
    api.refund_notice(
        actor=SYSTEM, notice_id=notice_id, article=ARTICLE, reason="多收", now=NOW,
        amount=yuan("5.00"), going_back=yuan("0.00"),
    )  # fmt: skip
    drain(NOW)


def test_part_gone_back_the_reversed_receipt_verifies_no_more_and_the_rest_does(bank: Bank):
    publish_receipt_type()
    payer = a_payer()
    notice_id = pay(bank, payer)
    drain(NOW)
    first = api.receipt(payer, notice_id)
    five_yuan_go_back(notice_id)
    told = api.receipt(payer, notice_id)
    made = certificate(payer, told.certificate_id)
    assert {field.name: field.value for field in made.fields} == {
        "number": told.number, "lines": "工本费 ¥20.00；已退 ¥5.00", "total": "¥15.00",
    }  # fmt: skip
    assert verify(made.identifier, timezone.now()).outcome is VerifyOutcome.VALID
    assert certificate(payer, first.certificate_id).status.name == "CANCELLED"
    assert [gone.certificate_id for gone in told.reversed] == [first.certificate_id]


def test_before_and_after_a_reversal_the_receipt_names_who_supervises_it(bank: Bank):
    authority = "119900000000018129"
    name = {"zh-Hans": "示例省财政厅", "en": "Shili Department of Finance"}
    publish_agencies(
        an_entry(),
        an_entry(code=authority, short="czt", name=name, line="finance", posts=[]),
        release="release_2",
    )
    publish_receipt_type(supervised_by=authority)
    payer = a_payer()
    notice_id = pay(bank, payer)
    drain(NOW)
    first = api.receipt(payer, notice_id)
    five_yuan_go_back(notice_id)
    told = api.receipt(payer, notice_id)
    assert told.certificate_id != first.certificate_id
    for one in (first, told):
        assert one.supervisor is not None
        assert certificate(payer, one.certificate_id).supervisor_name == one.supervisor
        assert one.supervisor.zh == "示例省财政厅"


def test_without_such_a_type_the_receipt_stands_without_a_sealed_form(bank: Bank):
    payer = a_payer()
    notice_id = pay(bank, payer)
    drain(NOW)
    assert api.receipt(payer, notice_id).certificate_id == ""
    assert Receipt.objects.get(notice_id=notice_id).void_at is None
