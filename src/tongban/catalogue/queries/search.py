"""Search over all items: what a person types, in her own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from tongban.catalogue.domain.codes import (
    Audience,
    AudienceSide,
    HandlingKind,
    ItemType,
    VersionState,
)
from tongban.catalogue.domain.fields import parse_span
from tongban.catalogue.domain.highlight import mark, snippet
from tongban.catalogue.domain.listing_views import ItemHit
from tongban.catalogue.domain.search_query import (
    SearchPlan,
    all_of,
    any_of,
    both,
    plan_search,
)
from tongban.catalogue.domain.search_row import PUBLIC
from tongban.catalogue.domain.search_text import MAX_QUERY_LENGTH, quoted, region_chain
from tongban.catalogue.policies import may_see_drafts
from tongban.catalogue.queries.row_json import loaded
from tongban.catalogue.queries.vocabulary import known_synonyms
from tongban.catalogue.refusals import CursorUnreadable, QueryTooLong
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text

_CANDIDATES = 500
_DEEPEST = 500
_REASONS = {
    9: "exact", 8: "prefix", 7: "words", 6: "words", 5: "pinyin", 4: "synonym", 3: "synonym",
    2: "body", 1: "some-words",
}  # fmt: skip

# Candidates come from three indexes: the same name, names that begin so, and words. Each is
# bounded; every candidate is then ranked by the tier a person would expect it in.
_SEARCH = """
    WITH found AS (
        (SELECT item_id, name_key, region, popularity, vector
         FROM catalogue_searchrow
         WHERE name_key LIKE %(prefix)s AND vector @@ %(filter)s::tsquery LIMIT 100)
        UNION ALL
        (SELECT item_id, name_key, region, popularity, vector
         FROM catalogue_searchrow
         WHERE vector @@ %(wanted)s::tsquery AND name_key NOT LIKE %(prefix)s
         LIMIT %(candidates)s)
    ), tiered AS (
        SELECT item_id, name_key, popularity, vector,
            CASE
                WHEN name_key = %(key)s THEN 9
                WHEN name_key LIKE %(prefix)s THEN 8
                WHEN position(%(key)s IN name_key) > 0 THEN 7
                WHEN vector @@ %(in_name)s::tsquery THEN 6
                WHEN vector @@ %(latin)s::tsquery THEN 5
                WHEN vector @@ %(meant)s::tsquery THEN 4
                WHEN vector @@ %(meant_loosely)s::tsquery THEN 3
                WHEN vector @@ %(in_all)s::tsquery THEN 2
                ELSE 1
            END AS tier,
            coalesce(array_position(%(regions)s::text[], region::text), 99) AS distance
        FROM found
    ), best AS (
        SELECT item_id, name_key, popularity, tier, distance,
            CASE
                WHEN tier IN (3, 4)
                    THEN ts_rank(%(weights)s::real[], vector, %(meant_loosely)s::tsquery)
                WHEN tier = 1 THEN ts_rank(%(weights)s::real[], vector, %(some)s::tsquery)
                ELSE 0
            END AS likeness
        FROM tiered
        ORDER BY tier DESC, likeness DESC, distance, popularity DESC, length(name_key), item_id
        LIMIT %(limit)s OFFSET %(offset)s
    )
    SELECT row.item_id, row.version_id, row.region, row.state, row.hit, best.tier
    FROM best JOIN catalogue_searchrow row USING (item_id)
    ORDER BY tier DESC, likeness DESC, distance, row.popularity DESC, length(row.name_key), item_id
"""


def search_items(
    actor: Actor,
    *,
    text: str,
    region: str | None = None,
    audience: AudienceSide | None = None,
    cursor: str | None = None,
    size: int = 20,
    drafts: bool = False,
) -> Page[ItemHit]:
    """Items for what a person typed: exact name, prefix, all words, pinyin, synonyms, body.

    ``region`` keeps items of that division and those above it, ``audience`` one door of the portal.
    ``drafts`` also finds what is not published, for overseers only (others simply do not see it).
    At most ``MAX_QUERY_LENGTH`` characters. An empty text finds nothing. ``cursor`` continues a
    page; pages end after some hundred hits. Refusals: QueryTooLong, CursorUnreadable.
    """
    if len(text.strip()) > MAX_QUERY_LENGTH:
        raise QueryTooLong(MAX_QUERY_LENGTH)
    plan = plan_search(text, known_synonyms())
    if plan.empty:
        return Page(())
    offset = read_cursor(cursor)
    size = max(1, min(size, MAX_PAGE_SIZE))
    kept = narrowed(actor, region, audience, drafts=drafts)
    rows: list[tuple[Any, ...]] = []
    for stage in _stages(plan):
        rows = _run(plan, stage, kept, region, offset, size + 1)
        if rows or offset:
            break
    hits = tuple(_hit(row, plan) for row in rows[:size])
    more = len(rows) > size and offset + size < _DEEPEST
    return Page(hits, str(offset + size) if more else None)


def suggestions(actor: Actor, *, audience: AudienceSide | None = None) -> tuple[str, ...]:
    """What to try when nothing was found: the most used items, by name. Six at most."""
    kept = narrowed(actor, None, audience)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hit FROM catalogue_searchrow WHERE vector @@ %s::tsquery"
            " ORDER BY popularity DESC, item_id LIMIT 6",
            [kept],
        )
        return tuple(dict.fromkeys(Text.from_mapping(loaded(row[0])["title"]).zh for row in cursor))


def narrowed(
    actor: Actor, region: str | None, audience: AudienceSide | None, *, drafts: bool = False
) -> str:
    """The tsquery of labels every result must carry."""
    everything = drafts and may_see_drafts(actor)
    wanted = "" if everything else quoted(PUBLIC)
    if region:
        wanted = both(wanted, any_of([quoted(f"r:{code}") for code in region_chain(region)]))
    if audience is not None:
        wanted = both(wanted, quoted(f"s:{audience.short}"))
    return wanted or any_of([quoted(PUBLIC), quoted("v:internal")])


def read_cursor(cursor: str | None) -> int:
    """The offset a cursor stands for."""
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or int(cursor) > _DEEPEST:
        raise CursorUnreadable
    return int(cursor)


def _stages(plan: SearchPlan) -> tuple[str, ...]:
    """Look in names and meanings first; only when that finds nothing, anywhere; then for some."""
    meant = any_of([all_of(words) for words in plan.meanings])
    first = any_of([all_of(plan.words, "n:"), _latin(plan), meant])
    wide = any_of([first, all_of(plan.words)])
    some = any_of([all_of([word]) for word in plan.words if len(word) > 1])
    return tuple(dict.fromkeys(query for query in (first, wide, some) if query))


def _latin(plan: SearchPlan) -> str:
    if not plan.latin:
        return ""
    return any_of([f"{quoted(mark + plan.latin)}:*" for mark in ("p:", "i:")])


def _run(
    plan: SearchPlan, stage: str, kept: str, region: str | None, offset: int, limit: int
) -> list[tuple[Any, ...]]:
    nothing = quoted("v:nothing")
    meant = any_of([all_of(words) for words in plan.meanings])
    values: dict[str, Any] = {
        "key": plan.key,
        "prefix": _like(plan.key),
        "filter": kept,
        "wanted": both(stage, kept),
        "in_name": all_of(plan.words, "n:") or nothing,
        "in_all": all_of(plan.words) or nothing,
        "latin": _latin(plan) or nothing,
        "meant": both(meant, all_of(plan.rest)) or nothing,
        "meant_loosely": meant or nothing,
        "some": any_of([all_of([word]) for word in plan.words]) or nothing,
        "weights": [0.0, 0.1, 0.5, 1.0],  # labels, body, other names, name
        "regions": list(region_chain(region)) if region else [],
        "candidates": _CANDIDATES,
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, values)
        return cursor.fetchall()


def _like(key: str) -> str:
    return key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _hit(row: Sequence[Any], plan: SearchPlan) -> ItemHit:
    hit = loaded(row[4])
    title = Text.from_mapping(hit["title"])
    return build_hit(
        row, hit, title=mark(title.zh, plan.marks), body=snippet(hit["body"], plan.marks)
    )


def build_hit(
    row: Sequence[Any], hit: dict[str, Any], *, title: tuple[Any, ...], body: tuple[Any, ...]
) -> ItemHit:
    """One result from a search row (item, version, region, state, hit, tier)."""
    return ItemHit(
        code=row[0],
        version_id=row[1],
        name=Text.from_mapping(hit["title"]),
        title=title,
        snippet=body,
        summary=Text.from_mapping(hit["summary"]) if hit["summary"] else None,
        agency_name=Text.from_mapping(hit["agency"]),
        region=row[2],
        item_type=ItemType(hit["type"]) if hit["type"] else ItemType.PUBLIC_SERVICE,
        audiences=tuple(Audience(value) for value in hit["audiences"]),
        handling=HandlingKind(hit["handling"]),
        committed=parse_span(hit["committed"]) if hit["committed"] else None,
        visits=hit["visits"],
        online=hit["online"],
        no_application=hit["no_application"],
        state=VersionState(row[3]),
        reason=_REASONS.get(row[5], "browse"),
    )
