"""Put a seal on something 用印."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor, ActorKind
from tongban.seals.domain.purpose import Purpose
from tongban.seals.models import Seal, UseRequest
from tongban.seals.queries.uses import use_view
from tongban.seals.refusals import NeedsTwoPersons
from tongban.seals.sealing import (
    Sealing,
    check_sealing,
    check_use,
    digest_of,
    held_seal,
    needs_two,
    put_seal,
    standing_use,
)
from tongban.seals.views import ApprovedUse, RequestState, SealUseView
from tongban_trust.signing import Algorithm


def use_seal(
    *,
    actor: Actor,
    seal_id: str,
    content: bytes,
    purpose: Purpose,
    document_id: str,
    now: datetime,
    algorithm: Algorithm = Algorithm.SM2,
    following: ApprovedUse | None = None,
) -> SealUseView:
    """Sign ``content`` (1 to 65,536 bytes: a digest or what carries it) with a seal's key.

    In the caller's transaction if there is one; the seal is held until it ends, so a suspended seal
    refuses at once. Sealing the same bytes of the same document again gives the first signature.
    The platform may use an agency's seal by itself within its scope; firms use their own, by
    their legal representative or a person they entrusted it to. Where two
    persons are needed it may only do what follows from what two persons approved: ``following``.
    Refuses SealDetailsNotRight, SealNotFound, SealNotYours, SealNotInForce, OutsideItsScope,
    NeedsTwoPersons, TooManyUses. Source: 716 Art 9; 电子签名法 14.
    """
    sealing = Sealing(content, purpose, document_id, algorithm)
    check_sealing(sealing)
    with transaction.atomic():
        seal = held_seal(seal_id)
        entrusted = check_use(actor, seal, purpose, now)
        approved = None
        if needs_two(seal, purpose):
            approved = _approved(actor, seal, purpose, following)
        use = standing_use(seal, sealing) or put_seal(
            actor, seal, sealing, now, follows=approved, entrusted=entrusted
        )
    return use_view(use)


def _approved(
    actor: Actor, seal: Seal, purpose: Purpose, following: ApprovedUse | None
) -> UseRequest:
    """The request two persons answered for, with this very seal. Refuses NeedsTwoPersons."""
    if following is None or actor.kind is not ActorKind.SERVICE:
        raise NeedsTwoPersons
    found = UseRequest.objects.filter(
        seal=seal,
        purpose=str(purpose),
        document_id=following.document_id,
        digest=digest_of(following.content),
        state=RequestState.APPROVED.value,
    )
    request = found.order_by("answered_at", "id").first()
    if request is None:
        raise NeedsTwoPersons
    return request
