"""Numbers of articles, the shape of statutes, and dead citations anywhere in a pack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from tongban.content.api import Citation, Entry, PackModel
from tongban.laws.citations import check_laws
from tongban.laws.domain import article_label, chinese_number
from tongban.laws.tests.factories import entries, pack, statute, version


class Citing(PackModel):
    code: str
    basis: Citation | None = None
    parts: tuple[Citation, ...] = ()
    by_kind: dict[str, str] = Field(default_factory=dict)


def citing(**values: object) -> Entry[Citing]:
    return Entry("x", Citing.model_validate({"code": "x", **values}), "items/x.yaml", 1)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二"), (100, "一百"),
        (102, "一百零二"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"),
        (1049, "一千零四十九"), (1260, "一千二百六十"),
    ],
)  # fmt: skip
def test_numbers_are_printed_as_statutes_print_them(number: int, words: str):
    assert chinese_number(number) == words


_VALUES = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _read_back(words: str) -> int:
    total, digit = 0, 0
    for sign in words.replace("零", ""):
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _VALUES[sign]
    return total + digit


@given(st.integers(1, 9999))
def test_every_number_reads_back(number: int):
    assert _read_back(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("42", "第四十二条", "Article 42"),
        ("42.2", "第四十二条第二款", "Article 42(2)"),
        ("17-1", "第十七条之一", "Article 17-1"),
        ("120-2.3", "第一百二十条之二第三款", "Article 120-2(3)"),
    ],
)
def test_labels_of_articles(article: str, zh: str, en: str):
    assert (article_label(article).zh, article_label(article).en) == (zh, en)


@pytest.mark.parametrize("article", ["", "0", "042", "4.0", "IV", "4 2", "42.2.1"])
def test_what_is_no_article_number_is_refused(article: str):
    with pytest.raises(ValueError, match="not the number"):
        article_label(article)


def test_an_article_is_written_once_and_a_version_ends_after_it_begins():
    with pytest.raises(ValidationError, match="条号重复"):
        statute(version("2019-04-23", "2019-04-23", None, "1", "2", "1"))
    with pytest.raises(ValidationError, match="失效日期"):
        statute(version("2019-04-23", "2019-04-23", "2019-04-23"))


def codes(*found: object) -> list[str]:
    return [fault.code for fault in found]  # type: ignore[attr-defined]


def test_two_texts_never_hold_on_the_same_day():
    older = version("2003-08-27", "2004-07-01")
    newer = version("2019-04-23", "2019-04-23")
    overlapping = statute(older, newer)
    found = tuple(check_laws(entries(overlapping), pack(overlapping)))
    assert codes(*found) == ["laws.versions_overlap"]
    apart = statute(older | {"valid_until": "2019-04-23"}, newer)
    assert not tuple(check_laws(entries(apart), pack(apart)))


@pytest.mark.parametrize(
    "values",
    [
        {"basis": "xuke-fa/43@2019-04-23"},
        {"basis": "xuke-fa/42@2018-01-01"},
        {"basis": "xuka-fa/42@2019-04-23"},
        {"parts": ["xuke-fa/42@2019-04-23", "xuke-fa/999@2019-04-23"]},
        {"by_kind": {"a": "xuke-fa/999@2019-04-23"}},
    ],
)
def test_a_dead_citation_is_found_wherever_it_stands(values: dict[str, object]):
    view = pack(statute(), items=(citing(**values),))
    found = tuple(check_laws(view.entries("laws"), view))
    assert codes(*found) == ["laws.citation_not_found"]
    assert found[0].file == "items/x.yaml"


def test_a_living_citation_is_no_problem():
    values = {"basis": "xuke-fa/42.2@2019-04-23", "parts": ["xuke-fa/1@2019-04-23"]}
    view = pack(statute(), items=(citing(**values),))
    assert not tuple(check_laws(view.entries("laws"), view))


def test_a_text_that_ceased_to_hold_may_not_be_cited():
    older = version("2003-08-27", "2004-07-01", "2019-04-23")
    view = pack(
        statute(older, version("2019-04-23", "2019-04-23")),
        items=(citing(basis="xuke-fa/42@2003-08-27"),),
    )
    found = tuple(check_laws(view.entries("laws"), view))
    assert codes(*found) == ["laws.citation_not_in_force"]
