"""Search and browsing: found, ranked, highlighted, and only what one may see."""

from __future__ import annotations

import pytest

from tongban.catalogue import api
from tongban.catalogue.actions.index_items import index_items
from tongban.catalogue.models import Item, ItemVersion
from tongban.catalogue.tests.factories import NOW, platform
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id

pytestmark = pytest.mark.django_db
ANYBODY = Actor.anonymous()


def stand(code: str, name: str, *, state: str = "item-state.published", **fields) -> str:
    """An item in a state, without the ceremony of publication."""
    document = {
        "code": code,
        "name": {"zh-Hans": name},
        "agency": code[:18],
        "region": "990102",
        "audiences": ["person"],
        "type": "licence",
    } | fields
    item = Item.objects.create(code=code, region=document["region"], latest_version=1)
    ItemVersion.objects.create(
        id=new_id("itemv"), item=item, version=1, state=state, document=document,
        digest=code, created_at=NOW, published_at=NOW,
    )  # fmt: skip
    index_items([code])
    return code


@pytest.fixture
def shelf_of_items():
    stand(
        "a-licence", "食品经营许可", audiences=["enterprise"], themes=["firm.food"], popularity=60
    )
    stand("a-change", "食品经营许可变更", audiences=["enterprise"], themes=["firm.food"])
    stand("a-kitchen", "小餐饮登记", audiences=["enterprise"], aliases=["餐饮服务"])
    stand("a-permit", "居住证申领", themes=["person.residence"], popularity=80)
    stand("a-renewal", "居住证签注", themes=["person.residence"])
    stand("a-province", "居住证申领", region="990000")
    stand("a-elsewhere", "居住证申领", region="990201")
    stand("a-bank", "银行开户", materials=[{"code": "m", "name": {"zh-Hans": "居住证"}}])
    stand("a-draft", "居住证作废", state="item-state.draft")


def codes(text, **narrow):
    return [hit.code for hit in api.search_items(ANYBODY, text=text, **narrow).items]


@pytest.mark.usefixtures("shelf_of_items")
class TestSearch:
    def test_an_exact_name_comes_before_a_prefix_before_a_mention(self):
        assert codes("食品经营许可")[:2] == ["a-licence", "a-change"]
        found = api.search_items(ANYBODY, text="居住证申领", region="990102").items
        assert [hit.reason for hit in found[:2]] == ["exact", "exact"]

    def test_the_nearer_region_comes_first_and_others_not_at_all(self):
        found = codes("居住证申领", region="990102003")
        assert found[:2] == ["a-permit", "a-province"]
        assert "a-elsewhere" not in found

    def test_a_persons_own_words_find_the_item(self):
        assert codes("我想开个饭馆")[0] == "a-licence"
        assert codes("办暂住证")[0] == "a-permit"
        assert codes("暂住证到期了")[0] == "a-renewal"

    def test_pinyin_and_initials_find_it_from_any_word_on(self):
        assert codes("juzhuzheng")[0] == "a-permit"
        assert codes("jzzqz") == ["a-renewal"]
        assert "a-licence" in codes("jingyingxuke")
        assert codes("yinhang") == ["a-bank"]

    def test_a_mention_in_the_body_is_found_when_no_name_matches(self):
        stand("a-body", "甲类事项", summary={"zh-Hans": "适用于无人驾驶航空器"})
        found = api.search_items(ANYBODY, text="无人驾驶航空器").items
        assert [(hit.code, hit.reason) for hit in found] == [("a-body", "body")]

    def test_when_not_all_words_match_some_do(self):
        found = api.search_items(ANYBODY, text="火星居住证").items
        assert found
        assert found[0].reason == "some-words"

    def test_the_door_of_the_portal_narrows(self):
        assert codes("登记", audience=api.AudienceSide.PERSON) == []
        assert codes("登记", audience=api.AudienceSide.FIRM) == ["a-kitchen"]

    def test_a_draft_is_found_by_overseers_who_ask_for_it(self):
        assert "a-draft" not in codes("居住证作废", drafts=True)
        hits = api.search_items(platform(), text="居住证作废", drafts=True).items
        assert hits[0].code == "a-draft"

    def test_matches_are_marked_as_segments(self):
        hit = api.search_items(ANYBODY, text="签注").items[0]
        assert [(s.text, s.marked) for s in hit.title] == [("居住证", False), ("签注", True)]

    def test_markup_in_a_name_stays_text(self):
        stand("a-markup", "<b>演示</b>事项")
        hit = api.search_items(ANYBODY, text="演示").items[0]
        assert "".join(segment.text for segment in hit.title) == "<b>演示</b>事项"

    def test_pages_follow_one_another_without_loss(self):
        first = api.search_items(ANYBODY, text="居住证", size=2)
        rest = api.search_items(ANYBODY, text="居住证", size=50, cursor=first.next_cursor)
        together = [hit.code for hit in (*first.items, *rest.items)]
        assert len(together) == len(set(together)) == len(codes("居住证", size=50))

    def test_an_overlong_search_and_a_foreign_cursor_are_refused(self):
        with pytest.raises(api.QueryTooLong):
            api.search_items(ANYBODY, text="长" * 65)
        for cursor in ("-1", "x", "99999", "٣"):
            with pytest.raises(api.CursorUnreadable):
                api.search_items(ANYBODY, text="居住证", cursor=cursor)

    @pytest.mark.parametrize(
        "text", ["", "   ", "？？", "'", "\\", "a' | 'b", "%", "_", ":*", "& |", "的", "居住证'\\:"]
    )
    def test_no_text_breaks_the_search(self, text):
        api.search_items(ANYBODY, text=text)

    def test_nothing_found_suggests_what_people_use(self):
        assert codes("量子纠缠") == []
        assert api.suggestions(ANYBODY)[0] == "居住证申领"


@pytest.mark.usefixtures("shelf_of_items")
def test_themes_count_what_one_can_see_and_open_to_their_items():
    found = {theme.code: theme.count for theme in api.themes(region="990102")}
    assert found == {"person.residence": 2, "firm.food": 2}
    items = api.browse_items(ANYBODY, theme="person.residence", region="990102").items
    assert [hit.code for hit in items] == ["a-permit", "a-renewal"]
    assert api.themes(audience=api.AudienceSide.FIRM)[0].name.zh == "餐饮食品"
