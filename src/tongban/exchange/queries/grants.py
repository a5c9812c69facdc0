"""Grants, as each side may see them: one, those of a resource, what they amount to, their use."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tongban.exchange import policies
from tongban.exchange.domain.grants import grant_state
from tongban.exchange.domain.sharing import GrantTerms
from tongban.exchange.models import CrossGrant, Grant, Look, in_force
from tongban.exchange.queries.resources import read_question
from tongban.exchange.refusals import GrantUnknown
from tongban.exchange.views import GrantedView, GrantView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import MAX_PAGE_SIZE, Page

_MOST_LINES = 500


def grants(
    actor: Actor,
    now: datetime,
    *,
    item_code: str | None = None,
    resource_code: str | None = None,
    cursor: str | None = None,
    most: int = MAX_PAGE_SIZE,
) -> Page[GrantView]:
    """Grants given and held by the agencies the actor speaks for, newest first.

    Of one item or one resource, where named; pages of ``most`` (at most 100) by id of the last.
    """
    rows, most = _visible(actor), min(most, MAX_PAGE_SIZE)
    if item_code is not None:
        rows = rows.filter(item_code=item_code)
    if resource_code is not None:
        rows = rows.filter(resource_code=resource_code)
    if cursor:
        rows = rows.filter(id__lt=cursor)
    taken = list(rows.order_by("-id")[: most + 1])
    more = taken[most - 1].id if len(taken) > most else None
    return Page(tuple(grant_view(row, now) for row in taken[:most]), more)


def granted(actor: Actor, now: datetime) -> tuple[GrantedView, ...]:
    """What the agencies the actor speaks for granted and hold, a line a resource, most given first.

    At most 500 lines.
    """
    standing = in_force(now)
    lines = _visible(actor).values("resource_code", "provider_code").annotate(
        grants=Count("id"),
        in_force=Count("id", filter=standing),
        agencies=Count("consumer_code", filter=standing, distinct=True),
    )  # fmt: skip
    return tuple(
        GrantedView(**line) for line in lines.order_by("-in_force", "resource_code")[:_MOST_LINES]
    )


def last_looks(actor: Actor, grant_ids: Collection[str], now: datetime) -> Mapping[str, datetime]:
    """When each of these grants was last asked under; those never used are not in it.

    Only grants this reader may see, and without looks the law still delays. What nobody uses
    need not stand 最小必要 (个人信息保护法 6).
    """
    asked = Look.objects.filter(grant_id=OuterRef("id"), opens_at__lte=now)
    latest = asked.order_by("-at").values("at")[:1]
    rows = _visible(actor).filter(id__in=list(grant_ids)[:MAX_PAGE_SIZE])
    found = rows.annotate(last=Subquery(latest)).values_list("id", "last")
    return {grant_id: last for grant_id, last in found if last is not None}


def grant(actor: Actor, grant_id: str, now: datetime) -> GrantView:
    """One grant. Refuses: GrantUnknown, also when it is not the reader's."""
    row = _visible(actor).filter(id=grant_id).order_by("id").first()
    if row is None:
        raise GrantUnknown
    return grant_view(row, now)


def _visible(actor: Actor) -> QuerySet[Grant]:
    if policies.may_oversee(actor):
        return Grant.objects.all()
    mine = list(policies.agencies_of(actor))
    return Grant.objects.filter(Q(provider_code__in=mine) | Q(consumer_code__in=mine))


def grant_view(row: Grant | CrossGrant, now: datetime) -> GrantView:
    """A grant row as outsiders see it; one across has no request of ours."""
    return GrantView(
        id=row.id,
        request_id=row.request_id if isinstance(row, Grant) else "",
        resource_code=row.resource_code,
        provider_code=row.provider_code,
        consumer_code=row.consumer_code,
        item_code=row.item_code,
        purpose=row.purpose,
        article=ArticleRef.parse(row.article),
        fields=tuple(row.fields),
        questions=tuple(map(read_question, row.questions)),
        terms=GrantTerms(**row.terms),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=grant_state(row.valid_from, row.valid_until, row.revoked_at, now),
        revoked_reason=row.revoked_reason,
    )
