"""A page that needs more says so, keeps what was typed, and lets in whoever steps up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from tests.people import NOW, SYSTEM, a_firm_run_by, somebody

from tongban.agencies.api import assign_post
from tongban.agencies.tests.factories import a_post, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.identity.api import (
    CheckAbsent,
    DemoAccount,
    Identifier,
    IdentifierScheme,
    IdentityChecker,
    IdentityCheckerTwin,
    Sex,
    checker,
    connect_checker,
    open_account,
    register_person,
)
from tongban.kernel.actor import ActorKind, Assurance
from tongban.kernel.codes import resident_id
from tongban.kernel.text import Text
from tongban.web.plumbing import acting, levels

pytestmark = pytest.mark.django_db
NAME, NUMBER = "苏示例", resident_id.make("990202", date(1996, 5, 12), 14)
FACE = {"way": "identity-check/face", "agreed": "1", "before": "me"}


@pytest.fixture(autouse=True)
def _register() -> Iterator[None]:
    try:
        before: IdentityChecker | None = checker()
    except CheckAbsent:
        before = None
    connect_checker(IdentityCheckerTwin(lambda: [(NAME, NUMBER)]))
    yield
    connect_checker(before)


def newcomer(client: Client, kind: ActorKind = ActorKind.PERSON) -> str:
    """Somebody known at the second level, signed in; the account."""
    person = register_person(
        actor=SYSTEM, name=NAME, identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, NUMBER),),
        birth_date=date(1996, 5, 12), sex=Sex.FEMALE, region="990102", assurance=Assurance.L2,
        now=NOW,
    )  # fmt: skip
    card = DemoAccount("acct_new", Text.of(NAME, NAME), kind, Text.of("试用", "Try it"))
    open_account(actor=SYSTEM, subject_id=person.id, kind=kind, now=NOW, demo=card)
    client.cookies["tongban_language"] = "zh-hans"
    client.post("/sign-in", {"account_id": card.account_id, "next": "/"})
    return card.account_id


def test_what_was_typed_comes_back_after_stepping_up(client: Client):
    newcomer(client)
    kept = {"kept.a.phone": "19900001234", "kept.stage": "review"}
    told = client.post("/account/level", {"need": "4", "next": "/items/x/apply", **kept})
    assert "kept.a.phone" in told.content.decode()
    wrong = client.post("/account/level", {**FACE, "before": "other", "need": "4", **kept})
    assert wrong.status_code == 422
    assert 'name="kept.a.phone" value="19900001234"' in wrong.content.decode()
    passed = client.post("/account/level", {**FACE, "next": "/items/x/apply", **kept})
    page = passed.content.decode()
    assert 'action="/items/x/apply"' in page
    assert 'name="a.phone" value="19900001234"' in page


def test_nobody_is_led_elsewhere_after_stepping_up(client: Client):
    newcomer(client)
    passed = client.post("/account/level", {**FACE, "next": "https://elsewhere.example/"})
    assert passed["Location"] == "/account"


def test_an_officer_known_too_little_gets_no_desk_until_they_step_up(client: Client):
    publish_agencies(an_entry(posts=[a_post("desk-1", "reviewer")]))
    account = newcomer(client, ActorKind.OFFICER)
    assign_post(
        actor=SYSTEM, post_id="desk-1", account_id=account, valid_from=date(2024, 1, 1), now=NOW
    )
    told = client.get("/desk/")
    assert told.status_code == 403
    assert "四级 实人实名实证" in told.content.decode()
    assert re.search(r'name="next" value="/desk/"', told.content.decode())
    client.post("/account/level", {**FACE, "next": "/desk/"})
    assert client.get("/desk/").status_code == 200


def test_a_firm_is_known_no_better_than_itself_and_at_five_by_its_licence():
    owner = somebody("周示例", "acct_owner", ActorKind.FIRM_AGENT)
    firm = a_firm_run_by(owner)
    seen = acting.visitor_for("acct_owner", acting.Channel.PC, firm.id)
    assert seen.actor.assurance is Assurance.L4
    weak = replace(seen.account, represents=(replace(firm, assurance=Assurance.L2),))
    again = acting._on_behalf(replace(seen, account=weak), firm.id)
    assert again.actor.assurance is Assurance.L2
    assert acting._by_licence(seen, [firm.id, "licence"]).actor.assurance is Assurance.L5
    assert acting._by_licence(seen, ["subj_other", "licence"]).actor.assurance is Assurance.L4
    assert acting._by_licence(seen, None).actor.assurance is Assurance.L4


def test_the_level_asked_for_is_told_in_words():
    with pytest.raises(levels.LevelNeeded) as told:
        levels.need_level(acting.Actor.anonymous(), Assurance.L5)
    assert "五级" in told.value.message.zh
    assert "未登录" in told.value.message.zh
    levels.need_level(replace(acting.Actor.anonymous(), assurance=Assurance.L5), Assurance.L5)
