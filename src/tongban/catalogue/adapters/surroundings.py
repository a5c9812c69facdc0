"""What lies around an item in the published tables of the rooms below."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tongban.catalogue.data_files import shipped_themes
from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.lints import ArticleState, LintContext
from tongban.catalogue.domain.lints.law import citations_of
from tongban.catalogue.models import BasicItem, Theme
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.api import articles

_ZONE = ZoneInfo("Asia/Shanghai")


def today_at(now: datetime) -> date:
    """The local day of ``now``."""
    return now.astimezone(_ZONE).date()


def agency_name_of(code: str) -> Text | None:
    """The agency's name, None when nobody by that code is known."""
    del code
    return None


def surroundings_of(document: ItemDocument, now: datetime) -> LintContext:
    """Everything the lints may consult for one item.

    Forms, decision tables and certificate types live above this room: a pack is checked against
    them before it is published, so here they are unknown and their lints stay silent.
    """
    basic = BasicItem.objects.filter(code=document.basic, locked=True).first()
    today = today_at(now)
    found = articles({ref for _, ref in citations_of(document)})

    def article_state(ref: ArticleRef) -> ArticleState:
        article = found.get(ref)
        if article is None:
            return ArticleState.UNKNOWN
        return ArticleState.IN_FORCE if article.in_force(today) else ArticleState.NOT_IN_FORCE

    return LintContext(
        basic=BasicItemDocument.model_validate(basic.document) if basic else None,
        basic_known=basic is not None,
        article_state=article_state,
        theme_sides=_theme_sides(),
    )


def _theme_sides() -> dict[str, AudienceSide]:
    published = {theme.code: AudienceSide(theme.side) for theme in Theme.objects.order_by("code")}
    return {theme.code: theme.side for theme in shipped_themes()} | published
