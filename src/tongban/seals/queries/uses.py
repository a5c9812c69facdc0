"""Reading what seals were used for 用印记录, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.page import Page
from tongban.kernel.text import Text
from tongban.seals.domain.purpose import Purpose
from tongban.seals.models import SealUse, UseRequest
from tongban.seals.queries.seals import key_view, readable_row, row_for, seals_kept
from tongban.seals.refusals import SealNotFound
from tongban.seals.views import RequestState, SealUseView, UseRequestView

_PAGE = 30
_MOST_WAITING, _MOST_DOCUMENTS = 100, 200


def seal_uses(
    actor: Actor,
    seal_id: str,
    now: datetime,
    *,
    day: date | None = None,
    purpose: str = "",
    document_id: str = "",
    cursor: str | None = None,
) -> Page[SealUseView]:
    """Uses of one seal, newest first, 30 to a page; on a civil day, of a purpose, of a document.

    For its keepers and overseers. A cursor that is none starts at the top. Refuses SealNotFound.
    """
    row = readable_row(actor, seal_id, now)
    uses = SealUse.objects.filter(seal=row)
    if day is not None:
        midnight = datetime.combine(day, time(), calendar().tz)
        uses = uses.filter(used_at__gte=midnight, used_at__lt=midnight + timedelta(days=1))
    if purpose:
        uses = uses.filter(purpose=purpose)
    if document_id:
        uses = uses.filter(document_id=document_id)
    if cursor:
        last = SealUse.objects.filter(seal=row, id=cursor).order_by("id").first()
        if last is not None:
            earlier = Q(used_at__lt=last.used_at) | Q(used_at=last.used_at, id__lt=last.id)
            uses = uses.filter(earlier)
    found = list(uses.select_related("key", "seal").order_by("-used_at", "-id")[: _PAGE + 1])
    more = found[_PAGE - 1].id if len(found) > _PAGE else None
    return Page(tuple(map(use_view, found[:_PAGE])), more)


def requests_waiting(actor: Actor, now: datetime) -> tuple[UseRequestView, ...]:
    """Up to 100 open requests for the seals this actor keeps, the oldest first."""
    kept = [seal.id for seal in seals_kept(actor)]
    rows = UseRequest.objects.filter(
        seal_id__in=kept, state=RequestState.WAITING.value, expires_at__gt=now
    )
    found = rows.select_related("seal").order_by("asked_at", "id")[:_MOST_WAITING]
    return tuple(request_view(actor, row, now) for row in found)


def use_request(actor: Actor, request_id: str, now: datetime) -> UseRequestView:
    """One request, for the keepers and overseers of its seal. Refuses SealNotFound."""
    row = UseRequest.objects.select_related("seal").filter(id=request_id).order_by("id").first()
    if row is None:
        raise SealNotFound
    readable_row(actor, row.seal_id, now)
    return request_view(actor, row, now)


def two_person_requests(
    actor: Actor, agency_code: str, purpose: Purpose, document_ids: Sequence[str], now: datetime
) -> Mapping[str, UseRequestView]:
    """The newest request for each of these documents, by document, where one was made.

    For the seal the agency puts on this now; at most 200 documents. For keepers of the agency, and
    for the platform on behalf of who may see the document. Refuses NoSealInForce, SealNotFound.
    """
    seal = readable_row(actor, row_for(agency_code, purpose, now).id, now)
    rows = UseRequest.objects.filter(
        seal=seal, purpose=str(purpose), document_id__in=document_ids[:_MOST_DOCUMENTS]
    )
    found = rows.select_related("seal").order_by("asked_at", "id")
    return {row.document_id: request_view(actor, row, now) for row in found}


def use_view(use: SealUse) -> SealUseView:
    """A use as its readers see it."""
    return SealUseView(
        id=use.id,
        seal_id=use.seal_id,
        seal_name=Text.from_mapping(use.seal.name),
        purpose=Purpose.parse(use.purpose),
        document_id=use.document_id,
        digest=use.digest,
        signature=bytes(use.signature),
        key=key_view(use.key),
        used_at=use.used_at,
        automatic=use.automatic,
        account_id=use.account_id,
        post=use.post_id,
        second_account_id=use.second_account_id,
        second_post=use.second_post_id,
        entrustment_id=use.entrustment_id or "",
    )


def request_view(actor: Actor, row: UseRequest, now: datetime) -> UseRequestView:
    """A request as one reader sees it."""
    state = RequestState(row.state)
    if state is RequestState.WAITING and now >= row.expires_at:
        state = RequestState.EXPIRED
    return UseRequestView(
        id=row.id,
        seal_id=row.seal_id,
        seal_name=Text.from_mapping(row.seal.name),
        purpose=Purpose.parse(row.purpose),
        document_id=row.document_id,
        blob_id=row.blob_id,
        digest=row.digest,
        state=state,
        asked_post=row.asked_post,
        asked_by_me=actor.account_id == row.asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        answered_post=row.answered_post,
        reason=row.reason,
    )
