"""What items need that other platforms hold: requests across platforms that may be filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from tongban.catalogue.api import ItemView, items_of_agencies
from tongban.exchange import policies
from tongban.exchange.domain.drafting import RequestDraft, Wanted, draft_requests
from tongban.exchange.domain.requests import RequestState
from tongban.exchange.models import CrossGrant, CrossRequest
from tongban.exchange.queries.across import resources_elsewhere
from tongban.exchange.views_across import AskableView, OtherResourceView
from tongban.kernel.actor import Actor

_MOST_SHOWN = 200


def wanted_by(item: ItemView) -> list[Wanted]:
    """The data elements the item's definition takes from registers, each with its article."""
    wanted = [Wanted(need.element_id, need.article) for need in item.needs if need.source_code]
    for material in item.materials:
        if material.source_code:
            wanted += [Wanted(each, material.article) for each in material.element_ids]
    return wanted


def askable_across(actor: Actor, now: datetime) -> tuple[AskableView, ...]:
    """What items of the actor's agencies need and other platforms offer, not yet asked or granted.

    By item and platform, at most 200; of their 500 items used most, in as many statements however
    many there are. Empty for who speaks for none.
    """
    mine = policies.agencies_of(actor)
    offers = resources_elsewhere(now) if mine else ()
    if not offers:
        return ()
    covered = covered_across(now)
    found = [
        AskableView(
            each.platform, each.platform_name, each.code, each.name, each.agency_name, item.code,
            item.title, draft.article, draft.fields,
        )
        for item in items_of_agencies(mine)
        for each, draft in drafts_across(item, offers)
        if (each.platform, item.code, each.code, str(draft.article)) not in covered
    ]  # fmt: skip
    return tuple(found[:_MOST_SHOWN])


def drafts_across(
    item: ItemView, offers: Iterable[OtherResourceView]
) -> Iterator[tuple[OtherResourceView, RequestDraft]]:
    """One draft for each resource offered and article: what the definition uses, nothing else."""
    if not item.articles:
        return
    wanted = wanted_by(item)
    for each in offers:
        held = dict.fromkeys(each.fields, each.code)
        for draft in draft_requests(wanted, held, item.articles[0]):
            yield each, draft


def covered_across(now: datetime) -> set[tuple[str, str, str, str]]:
    """Platform, item, resource and article of what is asked of others or granted by them."""
    asked = CrossRequest.objects.filter(received=False, state=RequestState.WAITING.value)
    held = CrossGrant.objects.filter(given=False, revoked_at__isnull=True, valid_until__gt=now)
    names = ("platform", "item_code", "resource_code", "article")
    return {*asked.order_by("id").values_list(*names), *held.order_by("id").values_list(*names)}
