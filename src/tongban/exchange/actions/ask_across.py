"""An agency asks another platform for what an item uses 跨平台共享申请, or asks no longer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.agencies.api import agency
from tongban.catalogue.api import ItemView, published_item
from tongban.exchange import policies
from tongban.exchange.domain.drafting import RequestDraft, purpose_of
from tongban.exchange.domain.requests import Happened, RequestState, RequestStep
from tongban.exchange.models import CrossRequest, Node, OtherPlatform
from tongban.exchange.moving import locked_across, move, reason_for, require_step
from tongban.exchange.queries.across import resources_elsewhere
from tongban.exchange.queries.cross_requests import cross_request_view
from tongban.exchange.queries.drafts import covered_across, drafts_across
from tongban.exchange.refusals import CrossRequestNotRight, NotYoursToShare, PlatformNotHere
from tongban.exchange.views_across import CrossRequestView, OtherResourceView
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban_wire.across import MOST_REQUESTS, is_of


def ask_across(
    *, actor: Actor, platform: str, resource_code: str, item_code: str, now: datetime
) -> tuple[CrossRequestView, ...]:
    """Ask for what the item as published uses of another platform's resource, by its articles.

    Travels with our next snapshot; the other platform's clock runs from when it takes it. What is
    asked or granted already is not asked again. Refuses: NotYoursToShare (no steward or editor of
    the item's agency), PlatformNotHere, CrossRequestNotRight (nothing to ask for, no node of ours,
    too many open), catalogue's ItemNotFound, ItemSuspended. Source: 政务数据共享条例 (809).
    """
    item = published_item(item_code)
    if not policies.may_ask(actor, item.agency_code):
        raise NotYoursToShare
    offers = [
        each
        for each in resources_elsewhere(now)
        if (each.platform, each.code) == (platform, resource_code)
    ]
    if not offers:
        raise PlatformNotHere(platform)
    node = _node_of(item.agency_code)
    with transaction.atomic():
        OtherPlatform.objects.select_for_update().get(code=platform)
        drafts = _fresh(item, offers, now)
        rows = [_file(actor, item, node, offers[0], draft, now) for draft in drafts]
    return tuple(cross_request_view(actor, row, now) for row in rows)


def withdraw_across(
    *, actor: Actor, request_id: str, expected_version: int, reason: str, now: datetime
) -> CrossRequestView:
    """Ask no longer; the other platform sees it with our next snapshot.

    Refuses: RequestUnknown, NotYoursToShare, StepNotPossibleNow, ReasonMissing.
    """
    with transaction.atomic():
        row = locked_across(request_id)
        status = require_step(actor, row, RequestStep.WITHDRAWN, expected_version, now)
        why = reason_for(RequestStep.WITHDRAWN, reason)
        move(actor, row, status, Happened(RequestStep.WITHDRAWN, now, None), reason=why)
    return cross_request_view(actor, row, now)


def _node_of(agency_code: str) -> Node:
    """The node that would ask: the agency's own, else the one for everybody."""
    rows = Node.objects.filter(left_at__isnull=True)
    found = [
        each
        for each in rows.order_by("serves_everybody", "id")
        if is_of(settings.PLATFORM_CODE, each.id)
        and (each.agency_code == agency_code or each.serves_everybody)
    ]
    if not found:
        raise CrossRequestNotRight(
            Text.of(
                "本部门没有以本平台代码命名的节点可用。",
                "no node that bears this platform's name asks for the agency.",
            )
        )
    return found[0]


def _fresh(
    item: ItemView, offers: Sequence[OtherResourceView], now: datetime
) -> list[RequestDraft]:
    covered = covered_across(now)
    drafts = [
        draft
        for each, draft in drafts_across(item, offers)
        if (each.platform, item.code, each.code, str(draft.article)) not in covered
    ]
    if not drafts:
        raise CrossRequestNotRight(
            Text.of(
                "这个事项没有要用到而尚未申请的数据。",
                "the item uses nothing of it that is not asked or granted already.",
            )
        )
    open_now = CrossRequest.objects.filter(received=False, state=RequestState.WAITING.value)
    if open_now.count() + len(drafts) > MOST_REQUESTS:
        raise CrossRequestNotRight(
            Text.of("待答复的申请已经太多。", "too many requests wait for an answer already.")
        )
    return drafts


def _file(
    actor: Actor, item: ItemView, node: Node, offer: OtherResourceView, draft: RequestDraft,
    now: datetime,
) -> CrossRequest:  # fmt: skip
    name = agency(item.agency_code).name
    law = _cited(draft, now)
    row = CrossRequest.objects.create(
        id=f"{settings.PLATFORM_CODE}.{secrets.token_hex(10)}", received=False,
        platform=offer.platform, consumer_node=node.id, consumer_code=item.agency_code,
        consumer_zh=name.zh, consumer_en=name.en, provider_zh=offer.agency_name.zh,
        provider_en=offer.agency_name.en, resource_code=offer.code, resource_zh=offer.name.zh,
        resource_en=offer.name.en, item_code=item.code, item_zh=item.title.zh,
        item_en=item.title.en, purpose=purpose_of(item.code), article=str(draft.article),
        article_zh=law.zh[:300], article_en=law.en[:300], fields=list(draft.fields),
        state=RequestState.WAITING.value, filed_at=now,
    )  # fmt: skip
    move(actor, row, None, Happened(RequestStep.FILED, now, None), fields=draft.fields)
    return row


def _cited(draft: RequestDraft, now: datetime) -> Text:
    """The article as people cite it. Refuses: CrossRequestNotRight when it is not in force."""
    known = articles((draft.article,)).get(draft.article)
    if known is None or not known.in_force(local_date(now)):
        raise CrossRequestNotRight(
            Text.of("所依据的条款现在没有施行。", "its article is not in force here.")
        )
    return Text.of(
        f"《{known.statute_title.zh}》{known.label.zh}",
        f"{known.statute_title.en}, {known.label.en}",
    )
