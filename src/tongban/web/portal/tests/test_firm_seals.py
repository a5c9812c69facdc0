"""A firm is founded: its licence and seals are its own; its representative uses and stops them."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.agencies.api import posts_of
from tongban.cases.api import CaseView, accept_case, case, claim_task, decide_case, submit_case
from tongban.catalogue.api import published_item
from tongban.certificates.api import certificate
from tongban.files.api import store_upload
from tongban.identity.api import account
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.codes import resident_id
from tongban.seals.api import (
    STATEMENT_CODE,
    Agreement,
    NoSealInForce,
    Proof,
    Purpose,
    SealNotFound,
    firm_seals,
    seal_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
FOUNDING = "1199010200010241084990700012000"
FOUNDER = "acct_demo_lin-xiaohe"
NUMBER = str(resident_id.make("990202", date(1994, 9, 17), 2))
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ANSWERS = {
    "company_name": "安和市晓禾书店有限公司",
    "kind": "llc",
    "legal_rep": "林晓禾",
    "capital": "100000.00",
    "scope": "图书零售",
    "division": "990102",
    "address": "安和市明德区学府路36号1层",
    "tenure": "rented",
    "shareholders": "林晓禾 100000",
}


@pytest.fixture(autouse=True)
def _people(settings, tmp_path) -> None:
    settings.BLOB_DIR = tmp_path
    settle(timezone.now())


def actor(account_id: str, firm_id: str | None = None) -> Actor:
    known = account(account_id)
    posts = posts_of(known.id, timezone.now().date()) if known.kind is ActorKind.OFFICER else ()
    return Actor(
        kind=ActorKind.FIRM_AGENT if firm_id else known.kind,
        subject_id=known.subject_id,
        account_id=known.id,
        on_behalf_of=firm_id,
        posts=posts,
        assurance=known.assurance,
    )


def founded(number: str = NUMBER) -> CaseView:
    """A firm founded by somebody who names the bearer of ``number`` as its representative."""
    now, founder = timezone.now(), actor(FOUNDER)
    articles = store_upload(
        actor=founder, filename="articles.pdf", stream=io.BytesIO(PDF),
        declared_type="application/pdf", purpose="case-material", now=now,
    )  # fmt: skip
    item = published_item(FOUNDING)
    made = submit_case(
        actor=founder,
        item_code=FOUNDING,
        item_version=item.version,
        answers=ANSWERS | {"legal_rep_id": number, "phone": "19900001003"},
        material_blobs={"articles": articles.id, "domicile-rented": articles.id},
        situation="rented",
        idempotency_token=f"founding-{number}",
        channel=Channel.PC,
        agreement=Agreement(STATEMENT_CODE, Proof.DEMO),
        now=now,
    )
    clerk, approver = actor("acct_demo_wang-min"), actor("acct_demo_gao-lan")
    made = claim_task(actor=clerk, case_id=made.id, expected_version=made.version, now=now)
    made = accept_case(actor=clerk, case_id=made.id, expected_version=made.version, now=now)
    made = case(approver, made.id)
    decide_case(
        actor=approver, case_id=made.id, expected_version=made.version, approve=True,
        opinion="准予登记", articles=(), now=now,
    )  # fmt: skip
    return case(founder, made.id)


def the_firm() -> str:
    """The firm the founder represents."""
    (firm,) = account(FOUNDER).represents
    return firm.id


def as_firm(client: Client) -> Client:
    client.post("/sign-in", {"account_id": FOUNDER})
    client.post("/account", {"subject": the_firm()})
    return client


def test_a_founded_firm_holds_its_licence_and_four_seals():
    made = founded()
    firm = actor(FOUNDER, the_firm())
    (licence,) = (certificate(firm, one) for one in made.certificate_ids)
    assert licence.holder_name == ANSWERS["company_name"]
    kinds = [one.kind.slug for one in firm_seals(firm, timezone.now())]
    assert sorted(kinds) == ["contract", "finance", "invoice", "official"]
    assert firm_seals(actor("acct_demo_zhou-yuan", the_firm()), timezone.now()) == ()


def test_the_founder_is_told_where_the_licence_is(client: Client):
    made = founded()
    client.post("/sign-in", {"account_id": FOUNDER})
    client.post("/account", {"subject": account(FOUNDER).subject_id})
    for address in (f"/cases/{made.id}", f"/cases/{made.id}/result"):
        page = client.get(address)
        assert page.status_code == 200
        assert "企业已设立，营业执照和电子印章由企业持有" in page.content.decode()
    wallet = as_firm(client).get("/certificates").content.decode()
    assert ANSWERS["company_name"] in wallet
    assert 'href="/seals"' in wallet


def test_nobody_acts_for_a_firm_whose_representative_is_unknown_here():
    founded(str(resident_id.make("990202", date(1980, 1, 1), 977)))
    assert account(FOUNDER).represents == ()


def test_the_representative_uses_a_seal_and_finds_it_in_the_record(client: Client):
    founded()
    browser = as_firm(client)
    addresses = re.findall(r'href="(/seals/[^"]+)"', browser.get("/seals").content.decode())
    assert len(addresses) == 4
    contract = next(a for a in addresses if "合同专用章" in browser.get(a).content.decode())
    sent = {"document": "合同1号", "purpose": "document:contract"}
    file = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
    assert browser.post(contract, sent | {"file": file}).status_code == 303
    assert "合同1号" in browser.get(contract).content.decode()
    missing = browser.post(contract, {})
    assert missing.status_code == 422
    assert "没有选择文件" in missing.content.decode()
    file = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
    beyond = browser.post(contract, sent | {"purpose": "document:invoice", "file": file})
    assert beyond.status_code == 403


def test_a_lost_seal_is_suspended_and_refuses_at_once(client: Client):
    founded()
    browser = as_firm(client)
    address = re.search(r'href="(/seals/[^"]+)"', browser.get("/seals").content.decode())[1]
    stop = {"standing": "seal-standing/suspended", "reason": "U盾丢失"}
    assert browser.post(f"{address}/standing", stop | {"reason": ""}).status_code == 422
    assert browser.post(f"{address}/standing", stop).status_code == 303
    purpose = re.search(r'value="(document:[^"]+)"', browser.get(address).content.decode())
    assert purpose is None
    file = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
    sent = {"document": "1号", "purpose": "document:contract", "file": file}
    assert browser.post(address, sent).status_code == 409


def test_seals_of_a_firm_are_shown_to_nobody_else(client: Client):
    founded()
    known = firm_seals(actor(FOUNDER, the_firm()), timezone.now())
    client.post("/sign-in", {"account_id": "acct_demo_zhou-yuan"})
    assert client.get("/seals").status_code == 200
    for one in known:
        assert client.get(f"/seals/{one.id}").status_code == SealNotFound().kind.value
    with pytest.raises(NoSealInForce):
        seal_for(the_firm(), Purpose("document", "contract"), timezone.now())
