"""What this room refuses, and what to do next."""

from __future__ import annotations

from datetime import date

from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class ArticleNotFound(Refusal):
    """No published statute holds this article in this version."""

    def __init__(self, ref: ArticleRef) -> None:
        super().__init__(
            code="laws.article_not_found",
            message=Text.of(f"法规库里没有这一条：{ref}", f"No such article: {ref}"),
            mend=Text.of(
                "核对法规代码、条号和文本日期，或者在内容包 laws/ 里补上。",
                "Check statute, number and version, or add it under laws/ in the pack.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class ArticleNotInForce(Refusal):
    """The cited text did not hold on that day, so nothing may be based on it."""

    def __init__(self, ref: ArticleRef, on: date) -> None:
        super().__init__(
            code="laws.article_not_in_force",
            message=Text.of(
                f"{ref} 在 {on.isoformat()} 不是现行条文。",
                f"{ref} was not in force on {on.isoformat()}.",
            ),
            mend=Text.of("改引当日有效的条文。", "Cite the text in force on that day."),
            kind=RefusalKind.CONFLICT,
        )
