"""What lies around an item in the published tables of the rooms below."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tongban.agencies.api import AgencyUnknown, agency
from tongban.catalogue.data_files import shipped_themes
from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.lints import ArticleState, LintContext
from tongban.catalogue.domain.lints.law import citations_of
from tongban.catalogue.models import BasicItem, Theme
from tongban.elements.api import ElementUnknown, element, sources
from tongban.jurisdiction.api import CalendarUnknown, DivisionUnknown, calendar, division
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.api import articles

_ZONE_WITHOUT_CALENDAR = ZoneInfo("Asia/Shanghai")


def today_at(now: datetime) -> date:
    """The local day of ``now``, in the zone of the jurisdiction's calendar."""
    try:
        zone = ZoneInfo(calendar().zone)
    except CalendarUnknown:
        zone = _ZONE_WITHOUT_CALENDAR
    return now.astimezone(zone).date()


def agency_name_of(code: str) -> Text | None:
    """The agency's name, None when nobody by that code is known."""
    try:
        return agency(code).name
    except AgencyUnknown:
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
        element_sources=_element_sources(document),
        sources=frozenset(source.code for source in sources()),
        agencies=_if_known(document.agency, agency_name_of(document.agency) is not None),
        regions=_if_known(document.region, _division_known(document.region)),
        theme_sides=_theme_sides(),
    )


def _theme_sides() -> dict[str, AudienceSide]:
    published = {theme.code: AudienceSide(theme.side) for theme in Theme.objects.order_by("code")}
    return {theme.code: theme.side for theme in shipped_themes()} | published


def _element_sources(document: ItemDocument) -> dict[str, str | None]:
    """The known ones among the document's elements, each with its source."""
    named = {need.element for need in document.needs}
    named.update(name for material in document.materials for name in material.elements)
    found: dict[str, str | None] = {}
    for name in sorted(named):
        try:
            found[name] = element(name).source_code
        except ElementUnknown:
            continue
    return found


def _division_known(code: str) -> bool:
    try:
        division(code)
    except DivisionUnknown:
        return False
    return True


def _if_known(code: str, known: bool) -> frozenset[str]:
    return frozenset({code}) if known else frozenset()
