"""Who looked at my data: shown with its article, contested beside each value."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tongban.elements.api import look_up
from tongban.exchange.api import my_corrections
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.web.desk.tests.visitors import seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
WHO = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")
ITEM = "11990102000102218M4990500027000"


def looked() -> None:
    look_up(
        actor=WHO, subject_id="subj_w", element_ids=["person.name", "person.hukou.address"],
        item_code=ITEM, purpose=ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20"),
        case_id=None, now=timezone.now(),
    )  # fmt: skip


def test_a_stranger_is_asked_to_sign_in(client):
    for address in ("/my-data", "/my-data/wrong/person.name"):
        assert client.get(address).status_code == 401


def test_each_look_is_shown_with_who_why_and_by_which_article(monkeypatch):
    browser = seat(monkeypatch, WHO)
    assert "Nobody has looked at your data yet." in browser.get("/my-data").content.decode()
    looked()
    page = browser.get("/my-data").content.decode()
    assert "Mingde" in page
    assert "Personal Information Protection Law" in page
    assert "While you applied yourself" in page
    chinese = seat(monkeypatch, WHO, language="zh-hans").get("/my-data").content.decode()
    assert "《中华人民共和国个人信息保护法》第三十四条" in chinese


def test_saying_that_a_value_is_wrong_reaches_its_source_once(monkeypatch):
    browser = seat(monkeypatch, WHO)
    address = "/my-data/wrong/person.marriage.status"
    assert browser.post(address, {"words": " "}).status_code == 422
    for _ in range(2):
        once = "once_" + "0" * 26
        sent = browser.post(address, {"words": "登记错了", "once": once})
        assert (sent.status_code, sent["Location"]) == (303, "/my-data#corrections")
    assert len(my_corrections(WHO, "subj_w")) == 1
    page = browser.get("/my-data").content.decode()
    assert "登记错了" in page
    assert "Being checked" in page


def test_what_no_register_holds_is_told(monkeypatch):
    browser = seat(monkeypatch, WHO)
    refused = browser.post("/my-data/wrong/person.residence.still_here", {"words": "x"})
    assert refused.status_code == 422
    assert "exchange.value_has_no_source" in refused.content.decode()
    assert browser.get("/my-data/wrong/no.such").status_code == 200
