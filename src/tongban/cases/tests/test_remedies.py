"""What an adverse result says about contesting it."""

from __future__ import annotations

from typing import Any

import pytest

from tongban.cases.queries.remedies import remedies_text
from tongban.catalogue.api import RemedyKind, RemedyView
from tongban.kernel.text import Text


class _Item:
    def __init__(self, *remedies: RemedyView) -> None:
        self.remedies = remedies


def told(*remedies: RemedyView) -> Text:
    item: Any = _Item(*remedies)
    return remedies_text(item)


def remedy(kind: RemedyKind, body: str, **given: Any) -> RemedyView:
    known: dict[str, Any] = {"article": None, "address": None, "phone": "", "url": ""} | given
    return RemedyView(kind, Text.of(body, body), **known)


@pytest.mark.parametrize("first", [False, True])
def test_both_ways_name_their_body_and_their_time(first: bool):
    said = told(
        remedy(RemedyKind.RECONSIDERATION, "区政府", first=first, phone="000-1"),
        remedy(RemedyKind.LITIGATION, "区法院", address=Text.of("一号", "No. 1")),
    )
    assert "60日内向区政府（电话000-1）申请行政复议" in said.zh
    assert "区法院（一号）提起行政诉讼" in said.zh
    assert ("复议前置" in said.zh) == ("15日内" in said.zh) == first
    assert ("6个月内" in said.zh) == ("6 months" in said.en) == (not first)
    assert ("must first" in said.en) == first


def test_without_bodies_the_times_are_told_all_the_same():
    assert "60日内向复议机关" in told().zh
    assert "6个月内向人民法院" in told().zh
