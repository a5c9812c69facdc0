"""Browsing: themes of the portal home, and the items of one theme."""

from __future__ import annotations

from django.db import connection

from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.highlight import plain
from tongban.catalogue.domain.listing_views import ItemHit, ThemeView
from tongban.catalogue.domain.search_query import both
from tongban.catalogue.domain.search_text import quoted, region_chain
from tongban.catalogue.queries.row_json import loaded
from tongban.catalogue.queries.search import build_hit, narrowed, read_cursor
from tongban.catalogue.queries.vocabulary import known_themes
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text

_BROWSE = """
    SELECT item_id, version_id, region, state, hit, 0
    FROM catalogue_searchrow
    WHERE vector @@ %(wanted)s::tsquery
    ORDER BY popularity DESC, coalesce(array_position(%(regions)s::text[], region::text), 99),
             name_key, item_id
    LIMIT %(limit)s OFFSET %(offset)s
"""
_COUNTS = """
    SELECT theme, count(*)
    FROM catalogue_searchrow, unnest(themes) AS theme
    WHERE vector @@ %s::tsquery
    GROUP BY theme
"""


def browse_items(
    actor: Actor,
    *,
    theme: str | None = None,
    region: str | None = None,
    audience: AudienceSide | None = None,
    cursor: str | None = None,
    size: int = 20,
) -> Page[ItemHit]:
    """Published items of a theme (all without one), most used and nearest first.

    Filters as in :func:`search_items`. Refusals: CursorUnreadable.
    """
    offset = read_cursor(cursor)
    size = max(1, min(size, MAX_PAGE_SIZE))
    wanted = both(narrowed(actor, region, audience), quoted(f"t:{theme}") if theme else "")
    with connection.cursor() as rows:
        rows.execute(
            _BROWSE,
            {
                "wanted": wanted,
                "regions": list(region_chain(region)) if region else [],
                "limit": size + 1,
                "offset": offset,
            },
        )
        found = rows.fetchall()
    hits = []
    for row in found[:size]:
        hit = loaded(row[4])
        title = Text.from_mapping(hit["title"])
        hits.append(build_hit(row, hit, title=plain(title.zh), body=plain(hit["body"][:60])))
    return Page(tuple(hits), str(offset + size) if len(found) > size else None)


def themes(
    actor: Actor | None = None,
    *,
    audience: AudienceSide | None = None,
    region: str | None = None,
    empty: bool = False,
) -> tuple[ThemeView, ...]:
    """Themes with the number of published items in each, in the order of the home page.

    ``audience`` keeps one door of the portal, ``empty`` also shows themes without items.
    """
    kept = narrowed(actor or Actor.anonymous(), region, audience)
    with connection.cursor() as rows:
        rows.execute(_COUNTS, [kept])
        counts = dict(rows.fetchall())
    return tuple(
        ThemeView(
            code=theme.code,
            name=theme.name,
            side=theme.side,
            life_event=theme.life_event,
            count=counts.get(theme.code, 0),
            icon=theme.icon,
        )
        for theme in known_themes()
        if (audience is None or theme.side is audience) and (empty or theme.code in counts)
    )
