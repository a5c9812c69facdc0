"""Two browsers: one asks, the other agrees, and only the one that asked signs in for the firm."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.province import settle

from tongban.certificates.api import CertificateStatus, change_status, my_certificates
from tongban.identity.api import account
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.seals.api import Agreement, Proof
from tongban.web.plumbing.acting import agreement_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
FIRM = "安和市小满餐饮有限公司"
ASK = "/sign-in/licence"


@pytest.fixture(autouse=True)
def _people() -> None:
    settle(timezone.now())


@pytest.fixture
def owner() -> Client:
    """The representative's phone; signed in, acting for the firm."""
    phone = Client()
    phone.post("/sign-in", {"account_id": "acct_demo_zhou-yuan"})
    return phone


def asked(browser: Client) -> str:
    """Ask, and the address the code holds."""
    assert browser.post(ASK).status_code == 303
    page = browser.get(ASK)
    assert page["Refresh"] == "3"
    return re.search(r'id="address" href="http://testserver([^"]+)"', page.content.decode())[1]


def number(page: str) -> str:
    return re.search(r'id="number">(\d\d)<', page)[1]


def test_the_other_browser_acts_for_the_firm_and_its_applications_say_how(owner, rf):
    desktop, bystander = Client(), Client()
    address = asked(desktop)
    shown = owner.get(address).content.decode()
    assert FIRM in shown
    assert number(shown) == number(desktop.get(ASK).content.decode())
    assert owner.post(address).status_code == 200
    bystander.get(ASK)
    signed_in = desktop.get(ASK)
    assert (signed_in.status_code, signed_in["Location"]) == (303, "/")
    assert FIRM in desktop.get("/").content.decode()
    assert "account" not in bystander.session
    request = rf.get("/")
    request.session = desktop.session
    found = agreement_of(request, "application-1")
    assert found.proof is Proof.LICENCE
    assert found.licence.startswith("1.2.156.3005.2")
    assert agreement_of(rf.get("/"), "x") == Agreement("x", Proof.DEMO)


def test_the_licence_says_nothing_of_what_one_does_for_oneself(owner, rf):
    desktop = Client()
    owner.post(asked(desktop))
    desktop.get(ASK)
    person = account("acct_demo_zhou-yuan").subject_id
    desktop.post("/account", {"subject": person})
    request = rf.get("/")
    request.session = desktop.session
    assert agreement_of(request, "application-1").proof is Proof.DEMO


def test_an_answer_works_in_the_browser_that_asked_only_and_once(owner):
    desktop, other = Client(), Client()
    address = asked(desktop)
    asked(other)
    owner.post(address)
    assert other.get(ASK).status_code == 200
    assert desktop.get(ASK).status_code == 303
    assert owner.post(address).status_code == 409


def test_a_request_closes_after_two_minutes(owner, monkeypatch):
    desktop = Client()
    address = asked(desktop)
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert owner.get(address).status_code == 409
    assert owner.post(address).status_code == 409
    again = desktop.get(ASK)
    assert not again.has_header("Refresh")


def test_a_broken_code_is_refused_in_words(owner):
    for token in ("nonsense", "a:b:c"):
        page = owner.get(f"{ASK}/{token}")
        assert page.status_code == 409
        assert "已经过期" in page.content.decode()


def test_who_represents_no_firm_is_told_to_switch():
    desktop, phone = Client(), Client()
    phone.post("/sign-in", {"account_id": "acct_demo_lin-xiaohe"})
    answer = phone.post(asked(desktop))
    assert answer.status_code == 403
    assert "您现在没有代表持有有效电子营业执照的企业" in answer.content.decode()
    assert desktop.get(ASK).has_header("Refresh")


def test_a_suspended_licence_signs_nobody_in(owner):
    known = account("acct_demo_zhou-yuan")
    (firm,) = (one for one in known.represents if one.name == FIRM)
    acting = Actor(kind=ActorKind.FIRM_AGENT, subject_id=known.subject_id, on_behalf_of=firm.id)
    (licence,) = (one for one in my_certificates(acting) if one.type_code == "yingye-zhizhao")
    change_status(
        actor=Actor.system("tests"),
        certificate_id=licence.id,
        status=CertificateStatus.SUSPENDED,
        article=ArticleRef.parse("shichang-zhuti-dengji-tiaoli/21@2021-07-27"),
        reason="核查",
        now=timezone.now(),
    )
    assert owner.post(asked(Client())).status_code == 403
