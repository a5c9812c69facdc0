"""Language and big text without JavaScript and without a session."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_big_text_is_remembered(client: Client):
    response = client.post("/preferences", {"size": "large", "next": "/design"})
    assert (response.status_code, response["Location"]) == (303, "/design")
    assert 'data-size="large"' in client.get("/design").content.decode()
    client.post("/preferences", {"size": "usual", "next": "/design"})
    assert 'data-size="usual"' in client.get("/design").content.decode()


def test_the_chosen_language_wins_over_the_browser(client: Client):
    client.post("/preferences", {"language": "zh-hans", "next": "/design"})
    page = client.get("/design", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="zh-Hans"' in page
    assert "跳到正文" in page


def test_a_name_without_english_is_marked_as_chinese(client: Client):
    page = client.get("/design", headers={"Accept-Language": "en"}).content.decode()
    assert '<span lang="zh-Hans">只有中文的名称</span>' in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_the_way_back_never_leads_elsewhere(client: Client, elsewhere: str):
    response = client.post("/preferences", {"size": "large", "next": elsewhere})
    assert response["Location"] == "/"


def test_unknown_values_change_nothing(client: Client):
    response = client.post("/preferences", {"size": "huge", "language": "xx", "next": "/"})
    assert not response.cookies


def test_reading_the_address_is_not_a_choice(client: Client):
    assert client.get("/preferences").status_code == 405
