"""Home, search and guide: finding what one wants and knowing all about it before applying."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tongban.catalogue.api import browse_items, published_item, search_items
from tongban.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


def code_of(words: str) -> str:
    return search_items(Actor.anonymous(), text=words).items[0].code


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_home_asks_what_one_wants_and_offers_ways_in(client: Client):
    text = page(client, "/")
    assert "您想办什么事？" in text
    assert "/search?theme=" in text
    assert "居住证签注" in text


def test_home_speaks_english_all_through(client: Client):
    text = page(client, "/", **{"Accept-Language": "en"})
    shown = re.sub(r'<[^>]+lang="zh-Hans"[^>]*>.*?</', "</", text)
    assert "What do you want to get done?" in text
    assert not re.search(r"[\u4e00-\u9fff]", shown.split("<main", 1)[1].split("</main>")[0])


def test_own_words_find_the_licence(client: Client):
    text = page(client, "/search?q=开饭馆")
    assert "食品经营许可" in re.sub("</?mark>", "", text)


def test_matches_are_marked_and_nothing_typed_becomes_markup(client: Client):
    assert "<mark>" in page(client, "/search?q=居住证")
    assert "<script>alert" not in page(client, "/search?q=<script>alert(1)</script>")


def test_nothing_found_says_what_to_try(client: Client):
    text = page(client, "/search?q=火星移民签证")
    assert "没有找到相关事项" in text
    assert "居住证签注" in text


def test_filters_keep_to_their_choices(client: Client):
    text = page(client, "/search?side=firm&region=990102&theme=nonsense&q=")
    assert "食品经营许可" in text
    assert "居住证签注" not in text.split("<main", 1)[1]


def test_a_forged_cursor_is_a_refusal_not_a_failure(client: Client):
    response = client.get("/search?q=居住证&after=forged")
    assert 400 <= response.status_code < 500


def test_a_guide_tells_everything(client: Client):
    code = code_of("食品经营许可")
    item = published_item(code)
    text = page(client, f"/items/{code}")
    for expected in (
        item.title.zh,
        item.agency_name.zh,
        "5个工作日",
        "20个工作日",
        "受理条件",
        "办理流程",
        "设定依据",
        "对结果有异议",
        "您也可以选择到窗口办理",
        f"/items/{code}/apply",
    ):
        assert expected in text


def test_a_guide_marks_what_need_not_be_handed_in(client: Client):
    code = code_of("居住证签注")
    text = page(client, f"/items/{code}")
    held = [one for one in published_item(code).materials if one.already_held]
    assert text.count("无需提交") >= len(held)
    assert "需要提交" not in text.split("<main", 1)[1]


def test_in_person_items_say_why_and_offer_no_form(client: Client):
    code = code_of("结婚登记")
    text = page(client, f"/items/{code}")
    assert "请到现场办理" in text
    assert published_item(code).in_person_reason.zh in text
    assert f"/items/{code}/apply" not in text


def test_items_without_application_say_so(client: Client):
    text = page(client, f"/items/{code_of('高龄津贴')}")
    assert "免申即享" in text


def test_every_guide_of_the_province_renders_in_both_languages(client: Client):
    hits = browse_items(Actor.anonymous(), size=100).items
    assert len(hits) >= 16
    for hit in hits:
        for language in ("zh-hans", "en"):
            client.cookies["tongban_language"] = language
            text = unescape(page(client, f"/items/{hit.code}"))
            assert hit.name.in_language(language[:2]) in text


def test_an_unknown_item_is_not_found(client: Client):
    response = client.get("/items/nothing")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()
