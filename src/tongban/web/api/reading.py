"""Reading codes that the schema leaves as text; what cannot be read is told, never a 500."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.api.problems import FieldsNotValid

T = TypeVar("T")
_NOT_KNOWN = Text.of("不是本接口认识的写法", "This is not a value the interface knows")
_MEND = Text.of("请对照 /api/v1/openapi.json 中的说明", "Compare with /api/v1/openapi.json")


def read(reader: Callable[[str], T], text: str, where: str) -> T:
    """What ``reader`` makes of ``text``. Refuses: FieldsNotValid, when it makes nothing of it."""
    try:
        return reader(text)
    except ValueError:
        fault = Problem(where, "api.value_not_known", _NOT_KNOWN, _MEND)
        raise FieldsNotValid((fault,)) from None


def read_article(text: str | None, where: str) -> ArticleRef | None:
    """An article reference; None for none. Refuses: FieldsNotValid."""
    return None if text is None else read(ArticleRef.parse, text, where)


def read_articles(texts: Sequence[str]) -> tuple[ArticleRef, ...]:
    """Several. Refuses: FieldsNotValid, naming the place of the first that cannot be read."""
    return tuple(
        read(ArticleRef.parse, text, f"articles.{place}") for place, text in enumerate(texts)
    )
