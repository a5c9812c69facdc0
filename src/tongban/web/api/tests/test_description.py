"""The description is checked in, complete, and shown without script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongban.web.api.description import as_text
from tongban.web.api.docs import groups
from tongban.web.api.tests.callers import ROOT

CHECKED_IN = Path(__file__).parents[5] / "docs/api/openapi.json"
MEND = "Run: python -m tests.write_openapi, look at the difference, commit it."


def test_the_checked_in_description_is_the_one_served(client):
    assert CHECKED_IN.read_text(encoding="utf-8") == as_text(), MEND
    assert json.loads(as_text()) == client.get(f"{ROOT}/openapi.json").json()


def test_every_call_says_what_it_is_for():
    for group in groups():
        for call in group.calls:
            assert call.summary, call.address
            assert call.about, call.address
            assert call.gives, call.address


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_lists_every_call_and_loads_nothing_from_elsewhere(client, language):
    page = client.get(f"{ROOT}/docs", headers={"accept-language": language}).content.decode()
    for group in groups():
        for call in group.calls:
            assert call.address in page
    assert "https://" not in page
