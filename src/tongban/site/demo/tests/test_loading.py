"""The demo people on record: they can sign in, act for others, and are known to the registers."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from tongban.agencies.api import posts_of
from tongban.content.api import publish_pack
from tongban.elements.api import look_up
from tongban.identity.api import demo_accounts, sign_in_demo, subject
from tongban.identity.models import Subject
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import verify_log
from tongban.site.demo.loading import DemoNeedsPack, MadePeople, make_people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_SHELVES = ("divisions", "code-lists", "agencies", "sources", "elements")


@pytest.fixture
def province(tmp_path: Path) -> None:
    """The ground floor of the demo pack, without items."""
    source = Path(settings.PACK_DIR) / "shili"
    shutil.copy(source / "pack.yaml", tmp_path)
    for shelf in _SHELVES:
        shutil.copytree(source / shelf, tmp_path / shelf)
    publish_pack(actor=Actor.system("tests"), path=tmp_path, now=NOW)


def make(number: int = 30, seed: int = 1) -> MadePeople:
    return make_people(number=number, seed=seed, now=NOW)


def test_without_a_pack_nobody_moves_in() -> None:
    with pytest.raises(DemoNeedsPack):
        make()


@pytest.mark.usefixtures("province")
def test_repeating_adds_nobody_and_growing_adds_the_rest() -> None:
    first = make(40)
    assert (first.accounts, first.firms) == (len(demo_accounts()), 2)
    before = Subject.objects.count()
    assert make(40) == MadePeople(0, 0, 0, 0)
    assert Subject.objects.count() == before
    assert make(30, seed=2).people == 30


@pytest.mark.usefixtures("province")
def test_the_cast_signs_in_with_its_roles() -> None:
    make(0)
    cards = {card.account_id: card for card in demo_accounts()}
    views = {key: sign_in_demo(account_id=key, now=NOW) for key in cards}
    mother = views["acct_demo_xu-zhixia"]
    assert [(s.name, s.masked_identifier) for s in mother.represents] == [("周安宁", "")]
    owner = views["acct_demo_zhou-yuan"]
    assert owner.kind is ActorKind.FIRM_AGENT
    assert [s.name for s in owner.represents] == ["安和市小满餐饮有限公司"]
    duties = {
        key: {(duty, post.region) for post in posts_of(key, NOW.date()) for duty in post.duties}
        for key, view in views.items()
        if view.kind is ActorKind.OFFICER
    }
    assert (Duty.WINDOW_CLERK, "990102") in duties["acct_demo_wang-min"]
    assert duties["acct_demo_gao-lan"] == {
        (Duty.APPROVER, "990102"),
        (Duty.SEAL_KEEPER, "990102"),
    }
    assert {region for _, region in duties["acct_demo_sun-li"]} == {"990202"}
    assert (Duty.OPERATOR, "990000") in duties["acct_demo_wu-tong"]
    helpers = {"acct_demo_jiang-yuemei", "acct_demo_tao-lichun"}
    assert {key for key, held in duties.items() if not held} == helpers, "appointed, without post"


@pytest.mark.usefixtures("province")
def test_the_registers_know_the_resident_whose_permit_is_due() -> None:
    make(0)
    actor = Actor(kind=ActorKind.PERSON, subject_id="subj_demo_lin-xiaohe")
    values = look_up(
        actor=actor, subject_id="subj_demo_lin-xiaohe", item_code="9907", case_id=None, now=NOW,
        element_ids=("person.permit.valid_until", "person.permit.status", "person.name"),
        purpose=ArticleRef("juzhuzheng-tiaoli", "10", "2015-11-26"),
    )  # fmt: skip
    assert [value.value for value in values] == ["2026-12-10", "valid", "林晓禾"]
    assert subject(actor, "subj_demo_lin-xiaohe").masked_identifier.startswith("990***")
    assert verify_log().holds
