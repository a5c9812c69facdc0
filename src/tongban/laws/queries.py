"""Reading the law. Public knowledge: no actor is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.domain import article_label
from tongban.laws.models import Article
from tongban.laws.refusals import ArticleNotFound, ArticleNotInForce
from tongban.laws.views import ArticleView, StatuteRank, TextKind


def article(ref: ArticleRef) -> ArticleView:
    """The article ``ref`` names. Refusals: ArticleNotFound."""
    found = articles((ref,)).get(ref)
    if found is None:
        raise ArticleNotFound(ref)
    return found


def articles(refs: Iterable[ArticleRef]) -> dict[ArticleRef, ArticleView]:
    """Those of ``refs`` that exist, in one query; unknown ones are simply absent."""
    wanted = {ref for ref in refs if _is_iso_date(ref.version)}
    if not wanted:
        return {}
    matches = reduce(
        or_,
        (
            Q(version__statute=ref.statute, version__version=ref.version, number=ref.article)
            for ref in wanted
        ),
    )
    rows = (
        Article.objects.filter(matches)
        .select_related("version__statute")
        .order_by("version__statute", "version__version", "number")
    )
    return {view.ref: view for view in map(_view, rows)}


def in_force(ref: ArticleRef, on: date) -> bool:
    """Whether the cited text held on the day ``on``. Refusals: ArticleNotFound."""
    return article(ref).in_force(on)


def require_in_force(ref: ArticleRef, on: date) -> ArticleView:
    """The article, only if it held on ``on``. Refusals: ArticleNotFound, ArticleNotInForce."""
    found = article(ref)
    if not found.in_force(on):
        raise ArticleNotInForce(ref, on)
    return found


def _view(row: Article) -> ArticleView:
    version = row.version
    statute = version.statute
    return ArticleView(
        ref=ArticleRef(statute.code, row.number, version.version.isoformat()),
        statute_title=Text.from_mapping(statute.title),
        label=article_label(row.number),
        text=Text.from_mapping(row.text),
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        text_kind=TextKind(row.text_kind),
        rank=StatuteRank(statute.rank),
    )


def _is_iso_date(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True
