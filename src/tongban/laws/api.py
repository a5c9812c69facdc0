"""The door of ``laws``: articles and whether they are in force."""

from tongban.laws.queries import article, articles, in_force, require_in_force
from tongban.laws.refusals import ArticleNotFound, ArticleNotInForce
from tongban.laws.views import ArticleView, StatuteRank, TextKind

__all__ = [
    "ArticleNotFound",
    "ArticleNotInForce",
    "ArticleView",
    "StatuteRank",
    "TextKind",
    "article",
    "articles",
    "in_force",
    "require_in_force",
]
