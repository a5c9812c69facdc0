"""What must be said before a verb may run; all faults at once."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.refusals import WordsMissing
from tongban.cases.views.material import Defect
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

MAX_WORDS = 4000


def need_words(words: str, where: str) -> None:
    """Reasons and opinions: something, and not a book. Refuses WordsMissing."""
    if not words.strip():
        raise WordsMissing([_missing(where)])
    if len(words) > MAX_WORDS:
        raise WordsMissing(
            [
                Problem(
                    where,
                    "cases.words_too_long",
                    Text.of(f"超过了{MAX_WORDS}字。", f"It is longer than {MAX_WORDS} characters."),
                    Text.of("请写得简短一些。", "Please shorten it."),
                )
            ]
        )


def need_articles(articles: Sequence[ArticleRef]) -> None:
    """An adverse act cites law. Refuses WordsMissing."""
    if not articles:
        raise WordsMissing([_missing("articles")])


def need_defects(defects: Sequence[Defect]) -> None:
    """At least one defect, each with a target and words. Refuses WordsMissing."""
    problems = [
        _missing(f"defects.{place}")
        for place, defect in enumerate(defects)
        if not (defect.target.strip() and defect.message.zh.strip())
    ]
    if not defects:
        problems.append(_missing("defects"))
    if problems:
        raise WordsMissing(problems)


def _missing(where: str) -> Problem:
    return Problem(
        where,
        "cases.word_missing",
        Text.of("这里必须写明。", "This must be stated."),
        Text.of(
            "请写明理由、内容和依据的条文。", "State the reason, what is meant and the article."
        ),
    )
