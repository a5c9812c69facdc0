"""What we tell other platforms of our exchange, and what stands between us and them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from tongban.agencies.api import agency
from tongban.exchange import policies
from tongban.exchange.adapters.policy_key import policy_keys
from tongban.exchange.domain.sharing import SharingType
from tongban.exchange.models import Consent, CrossGrant, Node, OtherPlatform
from tongban.exchange.queries.cross_requests import told_answers, told_requests
from tongban.exchange.queries.crossing import own_wire_node, platforms_in_time, wire_grant
from tongban.exchange.queries.ended import ended_tokens, withdrawn_consents
from tongban.exchange.queries.resources import resources
from tongban.exchange.refusals import NodesNotYours
from tongban.exchange.views import AcrossView
from tongban.exchange.views_across import CrossGrantView, OtherResourceView, ToldExchange
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban_wire import policy as wire
from tongban_wire.across import CrossGrant as ToldGrant
from tongban_wire.across import ResourceOffer, is_of

_MOST_SHOWN = 200
_TOKEN_KEYS_FROM, _TOKEN_KEYS_UNTIL = 0, 4_102_444_800_000  # 1970 to 2100: withdrawn by not telling


def told_exchange(now: datetime) -> ToldExchange | None:
    """What other platforms are told; None while no node of ours bears the platform's name.

    Public once it is signed: it names agencies, resources and grants, and nobody.
    """
    rows = Node.objects.filter(left_at__isnull=True, id__startswith=f"{settings.PLATFORM_CODE}.")
    nodes = [row for row in rows.order_by("id") if is_of(settings.PLATFORM_CODE, row.id)]
    if not settings.PLATFORM_CODE or not nodes:
        return None
    by_agency = {row.agency_code: row.id for row in nodes}
    given = CrossGrant.objects.filter(given=True, revoked_at__isnull=True, valid_until__gt=now)
    grants = [row for row in given.order_by("id") if row.provider_node in by_agency.values()]
    received = CrossGrant.objects.filter(given=False).order_by("id").values("id")
    consents = Consent.objects.filter(cross_grant__isnull=False)
    return ToldExchange(
        nodes=tuple(_node(row, now) for row in nodes),
        token_keys=tuple(
            wire.NodeKey(key.key_id, key.spki.hex(), _TOKEN_KEYS_FROM, _TOKEN_KEYS_UNTIL)
            for key in policy_keys()
        ),
        resources=tuple(_offers(by_agency)),
        grants=tuple(map(_told_grant, grants)),
        # Tokens of ours under others' grants, and what people agreed to for them.
        revoked=(*ended_tokens(received, now), *withdrawn_consents(consents, now)),
        requests=told_requests(),
        answers=told_answers(),
    )


def cross_grants(actor: Actor) -> tuple[CrossGrantView, ...]:
    """Grants between us and other platforms, newest first, at most 200.

    All of them for who oversees, those of their own agencies for stewards and editors. Refuses:
    NodesNotYours, to everybody else.
    """
    rows, mine = CrossGrant.objects.all(), list(policies.agencies_of(actor))
    if not policies.may_oversee(actor):
        if not mine:
            raise NodesNotYours
        given = Q(given=True, provider_code__in=mine)
        rows = rows.filter(given | Q(given=False, consumer_code__in=mine))
    shown = rows.order_by("-valid_from", "id")[:_MOST_SHOWN]
    return tuple(cross_grant_view(actor, row) for row in shown)


def resources_elsewhere(now: datetime) -> tuple[OtherResourceView, ...]:
    """Data resources other platforms may grant, by platform and code. The catalogue is public."""
    return tuple(
        OtherResourceView(
            row.code, Text.of(row.name_zh, row.name_en), said["code"],
            Text.of(said["name_zh"], said["name_en"]),
            Text.of(said["agency_zh"], said["agency_en"]), tuple(said["fields"]),
        )
        for row in platforms_in_time(now).values()
        for said in row.resources
    )  # fmt: skip


def cross_grant_view(actor: Actor, row: CrossGrant) -> CrossGrantView:
    """A grant across platforms as this reader sees it."""
    return CrossGrantView(
        id=row.id, given=row.given, platform=row.platform, provider_node=row.provider_node,
        consumer_node=row.consumer_node, provider_name=Text.of(row.provider_zh, row.provider_en),
        resource_code=row.resource_code,
        resource_name=Text.of(row.resource_zh, row.resource_en), item_code=row.item_code,
        purpose=row.purpose, article=ArticleRef.parse(row.article), fields=tuple(row.fields),
        valid_until=row.valid_until, revoked_at=row.revoked_at, revoked_reason=row.revoked_reason,
        revocable=row.revoked_at is None and policies.may_end_across(
            actor, given=row.given, provider_code=row.provider_code,
            consumer_code=row.consumer_code,
        ),
    )  # fmt: skip


def across_of(grant_ids: Collection[str]) -> dict[str, AcrossView]:
    """By grant: which other platform looks under it were shared with; for the person's account."""
    if not grant_ids:
        return {}
    rows = list(CrossGrant.objects.filter(id__in=grant_ids).order_by("id"))
    named = OtherPlatform.objects.filter(code__in={row.platform for row in rows}).order_by("code")
    names = {row.code: Text.of(row.name_zh, row.name_en) for row in named}
    return {
        row.id: AcrossView(
            names.get(row.platform, Text.of(row.platform, row.platform)), row.given,
            Text.of(row.provider_zh, row.provider_en),
        )
        for row in rows
    }  # fmt: skip


def _node(row: Node, now: datetime) -> wire.Node:
    keys = row.keys.filter(revoked_at__isnull=True, valid_until__gt=now).order_by("id")
    return own_wire_node(row, keys)


def _offers(by_agency: dict[str, str]) -> Iterable[ResourceOffer]:
    for view in resources():
        if view.provider_code in by_agency and view.sharing is not SharingType.REFUSED:
            name = agency(view.provider_code).name
            terms = view.conditions.zh if view.conditions else view.sharing.label.zh
            yield ResourceOffer(
                view.code, view.name.zh, view.name.en, name.zh, name.en, terms, view.fields
            )


def _told_grant(row: CrossGrant) -> ToldGrant:
    return ToldGrant(
        row.platform, row.provider_code, row.provider_zh, row.provider_en, row.resource_zh,
        row.resource_en, wire_grant(row, until=row.valid_until),
    )  # fmt: skip
