"""Pages of words, in both languages."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/help", "/about", "/accessibility", "/privacy", "/sign-in"])
@pytest.mark.parametrize(("language", "mark"), [("zh-hans", "帮助"), ("en", "Help")])
def test_a_page_of_words_is_there(client: Client, address: str, language: str, mark: str):
    client.cookies["tongban_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    assert mark in response.content.decode()
