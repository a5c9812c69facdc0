"""The demo's data sharing: every item asks, the stewards of the sources have answered, save one."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.api import posts_in
from tongban.catalogue.api import browse_items
from tongban.exchange.api import RequestState, file_requests, grant_request, request_queue
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.page import MAX_PAGE_SIZE

_MAKER = Actor.system("demo-sharing")
_LEFT_FOR_A_PERSON = "11990102000102218M4990500027000"
"""The minimum living allowance: its requests wait at the desks, so that there is one to answer."""


def settle_sharing(now: datetime) -> int:
    """File what the published items imply and grant it; how many grants were made.

    A repeat adds nothing: requests are filed once, and what is granted is not asked again.
    """
    for hit in browse_items(_MAKER, size=MAX_PAGE_SIZE).items:
        file_requests(actor=_MAKER, item_code=hit.code, now=now)
    waiting = request_queue(_MAKER, now).items
    answered = [
        each
        for each in waiting
        if each.state is RequestState.WAITING and each.item_code != _LEFT_FOR_A_PERSON
    ]
    for each in answered:
        grant_request(
            actor=steward_of(each.provider_code), request_id=each.id,
            expected_version=each.version, fields=each.fields, now=now,
        )  # fmt: skip
    return len(answered)


def steward_of(agency_code: str) -> Actor:
    """Whoever holds the steward's post there: in the demo, nobody in particular."""
    posts = tuple(
        Post(each.id, each.agency_code, each.line, each.region, each.duties)
        for each in posts_in(agency_code)
        if Duty.DATA_STEWARD in each.duties
    )
    return Actor(ActorKind.OFFICER, account_id="demo-stewards", posts=posts)
