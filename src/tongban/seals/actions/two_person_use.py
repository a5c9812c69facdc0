"""Two persons use a seal 双人用印: one asks, another approves or declines."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.domain.purpose import Purpose
from tongban.seals.models import Seal, UseRequest
from tongban.seals.queries.uses import request_view, use_view
from tongban.seals.refusals import RequestNotOpen, SamePerson, SealNotYours
from tongban.seals.sealing import (
    Sealing,
    check_sealing,
    check_use,
    held_seal,
    put_seal,
    standing_use,
)
from tongban.seals.views import RequestState, SealUseView, UseRequestView
from tongban_trust.signing import Algorithm


def request_use(
    *,
    actor: Actor,
    seal_id: str,
    content: bytes,
    purpose: Purpose,
    document_id: str,
    now: datetime,
    algorithm: Algorithm = Algorithm.SM2,
    blob_id: str = "",
) -> UseRequestView:
    """Ask for a use that another keeper must approve; asking twice gives the same request.

    Arguments as for ``use_seal``; ``blob_id`` the file itself, for who approves to read. It
    expires after the hours of SEAL_REQUEST_HOURS. Refuses
    SealDetailsNotRight, SealNotFound, SealNotYours (a program cannot ask), SealNotInForce,
    OutsideItsScope.
    """
    sealing = Sealing(content, purpose, document_id, algorithm)
    check_sealing(sealing)
    with transaction.atomic():
        seal = held_seal(seal_id)
        check_use(actor, seal, purpose, now)
        post = policies.keeper_post(actor, seal.agency_code or "")
        if post is None:
            raise SealNotYours
        UseRequest.objects.filter(
            seal=seal, state=RequestState.WAITING.value, expires_at__lte=now
        ).update(state=RequestState.EXPIRED.value)
        row, made = UseRequest.objects.get_or_create(
            seal=seal,
            document_id=document_id,
            purpose=str(purpose),
            digest=sealing.digest,
            algorithm=algorithm.value,
            state=RequestState.WAITING.value,
            defaults={
                "id": new_id("sealreq"),
                "content": content,
                "blob_id": blob_id,
                "asked_by": actor.account_id or "",
                "asked_post": post.id,
                "asked_at": now,
                "expires_at": now + timedelta(hours=settings.SEAL_REQUEST_HOURS),
            },
        )
        if made:
            _tell(actor, row, now)
    return request_view(actor, row, now)


def approve_use(*, actor: Actor, request_id: str, now: datetime) -> SealUseView:
    """Approve and seal in one act; everything is checked again as of now.

    Refuses RequestNotOpen (unknown, answered, expired), SealNotYours, SamePerson, SealNotInForce,
    OutsideItsScope, TooManyUses.
    """
    with transaction.atomic():
        row, seal = _open_request(actor, request_id, now)
        sealing = Sealing(
            bytes(row.content),
            Purpose.parse(row.purpose),
            row.document_id,
            Algorithm(row.algorithm),
        )
        check_use(actor, seal, sealing.purpose, now)
        _answer(actor, row, seal, RequestState.APPROVED, "", now)
        use = standing_use(seal, sealing) or put_seal(actor, seal, sealing, now, row)
    return use_view(use)


def decline_use(*, actor: Actor, request_id: str, reason: str, now: datetime) -> UseRequestView:
    """Do not approve; ``reason`` (at most 500 characters are kept) is told to who asked.

    Refuses RequestNotOpen, SealNotYours, SamePerson.
    """
    with transaction.atomic():
        row, seal = _open_request(actor, request_id, now)
        _answer(actor, row, seal, RequestState.DECLINED, reason.strip()[:500], now)
    return request_view(actor, row, now)


def _open_request(actor: Actor, request_id: str, now: datetime) -> tuple[UseRequest, Seal]:
    row = UseRequest.objects.select_for_update().filter(id=request_id).order_by("id").first()
    if row is None:
        raise RequestNotOpen
    seal = held_seal(row.seal_id)
    if policies.keeper_post(actor, seal.agency_code or "") is None:
        raise SealNotYours
    if row.state != RequestState.WAITING.value or now >= row.expires_at:
        raise RequestNotOpen
    if actor.account_id == row.asked_by:
        raise SamePerson
    return row, seal


def _answer(
    actor: Actor, row: UseRequest, seal: Seal, state: RequestState, reason: str, now: datetime
) -> None:
    post = policies.keeper_post(actor, seal.agency_code or "")
    row.state, row.reason = state.value, reason
    row.answered_by, row.answered_at = actor.account_id or "", now
    row.answered_post = post.id if post else ""
    row.save(update_fields=["state", "reason", "answered_by", "answered_at", "answered_post"])
    _tell(actor, row, now)


def _tell(actor: Actor, row: UseRequest, now: datetime) -> None:
    facts = {"seal": row.seal_id, "request": row.id, "state": row.state}
    more = {"purpose": row.purpose, "document": row.document_id, "digest": row.digest}
    record(
        kind="seals.use-requested" if row.answered_at is None else "seals.request-answered",
        about=row.seal_id,
        facts=facts | more,
        actor=actor,
        now=now,
    )
    publish(event=events.SEAL_USE_REQUESTED, aggregate=row.seal_id, payload=facts, now=now)
