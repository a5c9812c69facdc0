"""Reading the law on a given day, and publishing without ever losing a text."""

from __future__ import annotations

from datetime import date

import pytest

from tongban.kernel.article import ArticleRef
from tongban.laws.api import (
    ArticleNotFound,
    ArticleNotInForce,
    TextKind,
    article,
    articles,
    in_force,
    require_in_force,
)
from tongban.laws.models import Article, StatuteVersion
from tongban.laws.tests.factories import publish, statute, version

pytestmark = pytest.mark.django_db
OLD = ArticleRef.parse("xuke-fa/42@2003-08-27")
NEW = ArticleRef.parse("xuke-fa/42@2019-04-23")


def two_texts():
    return statute(
        version("2003-08-27", "2004-07-01", "2019-04-23"), version("2019-04-23", "2019-04-23")
    )


def test_an_article_says_whose_it_is_and_from_when_to_when_it_holds():
    publish(two_texts())
    found = article(OLD)
    assert found.label.zh == "第四十二条"
    assert found.statute_title.zh == "行政许可法"
    assert found.text.zh == "42 of 2003-08-27"
    assert found.text_kind is TextKind.FULL
    assert (found.valid_from, found.valid_until) == (date(2004, 7, 1), date(2019, 4, 23))


@pytest.mark.parametrize(
    ("ref", "day", "holds"),
    [
        (OLD, date(2004, 6, 30), False),
        (OLD, date(2004, 7, 1), True),
        (OLD, date(2019, 4, 22), True),
        (OLD, date(2019, 4, 23), False),
        (NEW, date(2019, 4, 23), True),
        (NEW, date(2099, 1, 1), True),
    ],
)
def test_a_text_holds_from_its_first_day_until_the_day_before_its_end(ref, day, holds):
    publish(two_texts())
    assert in_force(ref, day) is holds
    if holds:
        assert require_in_force(ref, day).ref == ref
    else:
        with pytest.raises(ArticleNotInForce):
            require_in_force(ref, day)


@pytest.mark.parametrize(
    "words", ["xuke-fa/43@2019-04-23", "nobody/42@2019-04-23", "xuke-fa/42@2000-01-01"]
)
def test_what_is_not_there_is_refused_with_a_mend(words: str):
    publish(two_texts())
    with pytest.raises(ArticleNotFound) as caught:
        article(ArticleRef.parse(words))
    assert words in caught.value.message.zh
    assert caught.value.mend.en


def test_a_version_that_is_no_date_is_simply_not_there():
    with pytest.raises(ArticleNotFound):
        article(ArticleRef("xuke-fa", "42", "newest"))


def test_many_are_read_in_one_query_and_unknown_ones_are_left_out(django_assert_num_queries):
    publish(two_texts())
    missing = ArticleRef.parse("xuke-fa/99@2019-04-23")
    with django_assert_num_queries(1):
        found = articles([OLD, NEW, missing])
    assert set(found) == {OLD, NEW}
    assert articles([]) == {}


def test_publishing_again_changes_nothing_and_corrects_a_slip():
    publish(two_texts())
    publish(two_texts())
    assert (StatuteVersion.objects.count(), Article.objects.count()) == (2, 6)
    slip = version("2019-04-23", "2019-04-23")
    slip["articles"][1]["text"]["zh-Hans"] = "改正后的文字"
    publish(statute(version("2003-08-27", "2004-07-01", "2019-04-23"), slip))
    assert article(NEW).text.zh == "改正后的文字"
    assert Article.objects.count() == 6


def test_a_text_that_left_the_pack_stays_for_the_cases_that_cite_it():
    publish(two_texts())
    publish(statute(version("2019-04-23", "2019-04-23")))
    assert article(OLD).text.zh == "42 of 2003-08-27"
