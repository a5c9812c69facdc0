"""A provider grants an agency of another platform 跨平台共享授权, and either end takes it back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tongban.agencies.api import agency
from tongban.exchange import events, policies
from tongban.exchange.domain.sharing import SharingType
from tongban.exchange.granting import mark_crossing_stale
from tongban.exchange.models import CrossGrant, Node, OtherNode
from tongban.exchange.queries.across import cross_grant_view
from tongban.exchange.queries.crossing import nodes_abroad, platforms_in_time
from tongban.exchange.queries.resources import resource
from tongban.exchange.refusals import (
    CrossGrantNotRight,
    FieldsNotAsked,
    GrantUnknown,
    NotYoursToShare,
    PlatformNotHere,
    ReasonMissing,
)
from tongban.exchange.views import ResourceView
from tongban.exchange.views_across import CrossGrantView
from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.ledger.api import record
from tongban_wire.across import is_of


@dataclass(frozen=True, slots=True)
class NewCrossGrant:
    """Whom a provider lets ask what: ``consumer_node`` is a node ``platform`` told of.

    ``item_code`` is the other platform's item, ``article`` one in force here; ``term_days`` at most
    the resource's term.
    """

    platform: str
    consumer_node: str
    item_code: str
    purpose: str
    article: ArticleRef
    resource_code: str
    fields: tuple[str, ...]
    term_days: int | None = None


def grant_across(*, actor: Actor, new: NewCrossGrant, now: datetime) -> CrossGrantView:
    """Let a node of another platform ask for fields of a resource; the same again replaces it.

    Told to that platform with our next snapshot. Refuses: NotYoursToShare (not the provider's
    steward), PlatformNotHere, FieldsNotAsked, CrossGrantNotRight (provider's node, sharing,
    article), ResourceUnknown. Where the resource needs the person's consent, the other platform
    asks the person and vouches for it. Source: 政务数据共享条例 (809), 个人信息保护法 23.
    """
    known = resource(new.resource_code)
    if not policies.may_answer(actor, known.provider_code):
        raise NotYoursToShare
    node = nodes_abroad(platforms_in_time(now)).get(new.consumer_node)
    if node is None or node.platform_id != new.platform:
        raise PlatformNotHere(new.platform)
    if not new.fields or not set(new.fields) <= set(known.fields):
        raise FieldsNotAsked
    provider = _provider(known)
    _check(new, known, now)
    with transaction.atomic():
        standing = CrossGrant.objects.select_for_update().filter(
            given=True, platform=new.platform, consumer_node=new.consumer_node,
            item_code=new.item_code, resource_code=known.code, article=str(new.article),
            revoked_at__isnull=True,
        )  # fmt: skip
        for old in standing.order_by("id"):
            _end(actor, old, "replaced by a newer grant", now)
        row = CrossGrant.objects.create(**_values(new, known, provider, node, now))
        _tell(actor, row, "exchange.cross-grant-issued", events.GRANT_ISSUED, now)
        mark_crossing_stale()
    return cross_grant_view(actor, row)


def revoke_across(*, actor: Actor, grant_id: str, reason: str, now: datetime) -> CrossGrantView:
    """Take back a grant we gave, or use one no longer that we were given; what ended stays so.

    Our nodes obey within seconds, the other platform's when it took our next snapshot. Refuses:
    GrantUnknown, NotYoursToShare (neither end's steward here), ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        row = CrossGrant.objects.select_for_update().filter(id=grant_id).order_by("id").first()
        if row is None:
            raise GrantUnknown
        ends = {"provider_code": row.provider_code, "consumer_code": row.consumer_code}
        if not policies.may_end_across(actor, given=row.given, **ends):
            raise NotYoursToShare
        if row.revoked_at is None:
            _end(actor, row, reason.strip(), now)
    return cross_grant_view(actor, row)


def _end(actor: Actor, row: CrossGrant, reason: str, now: datetime) -> None:
    row.revoked_at, row.revoked_reason = now, reason
    row.save(update_fields=["revoked_at", "revoked_reason"])
    _tell(actor, row, "exchange.cross-grant-revoked", events.GRANT_REVOKED, now)
    mark_crossing_stale()


def _provider(known: ResourceView) -> Node:
    rows = Node.objects.filter(left_at__isnull=True, agency_code=known.provider_code)
    node = rows.order_by("id").first()
    if node is None or not is_of(settings.PLATFORM_CODE, node.id):
        raise CrossGrantNotRight(
            Text.of(
                "数源部门没有以本平台代码命名的节点。",
                "the provider has no node that bears this platform's name.",
            )
        )
    return node


def _check(new: NewCrossGrant, known: ResourceView, now: datetime) -> None:
    if known.sharing is SharingType.REFUSED:
        raise CrossGrantNotRight(Text.of("该资源不予共享。", "the resource is not shared."))
    view = articles({new.article}).get(new.article)
    today = local_date(now)
    if view is None or not view.in_force(today):
        raise CrossGrantNotRight(
            Text.of("所依据的条款现在没有施行。", "its article is not in force here.")
        )


def _values(
    new: NewCrossGrant, known: ResourceView, provider: Node, consumer: OtherNode, now: datetime
) -> dict[str, object]:
    name = agency(known.provider_code).name
    days = min(new.term_days or known.terms.term_days, known.terms.term_days)
    chosen: Sequence[str] = sorted(set(new.fields))
    asked = [each for each in known.questions if each.field in chosen]
    return {
        "id": f"{settings.PLATFORM_CODE}.{secrets.token_hex(10)}", "given": True,
        "platform": new.platform, "provider_node": provider.id, "consumer_node": consumer.id,
        "provider_code": known.provider_code, "consumer_code": consumer.agency_code[:18],
        "provider_zh": name.zh, "provider_en": name.en, "resource_code": known.code,
        "resource_zh": known.name.zh, "resource_en": known.name.en, "item_code": new.item_code,
        "purpose": new.purpose, "article": str(new.article), "fields": chosen,
        "questions": [{**asdict(each), "operator": each.operator.value} for each in asked],
        "terms": asdict(known.terms), "valid_from": now,
        "valid_until": now + timedelta(days=days),
    }  # fmt: skip


def _tell(actor: Actor, row: CrossGrant, kind: str, event: str, now: datetime) -> None:
    facts = {
        "grant": row.id, "resource": row.resource_code, "provider": row.provider_code,
        "consumer": row.consumer_code, "item": row.item_code,
    }  # fmt: skip
    about = {**facts, "platform": row.platform, "article": row.article, "fields": row.fields}
    record(kind=kind, about=row.id, facts=about, actor=actor, now=now)
    publish(event=event, aggregate=row.id, payload=facts, now=now)
