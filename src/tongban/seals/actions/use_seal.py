"""Put a seal on something 用印."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.seals.domain.purpose import Purpose
from tongban.seals.queries.uses import use_view
from tongban.seals.refusals import NeedsTwoPersons
from tongban.seals.sealing import (
    Sealing,
    check_sealing,
    check_use,
    held_seal,
    needs_two,
    put_seal,
    standing_use,
)
from tongban.seals.views import SealUseView
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
) -> SealUseView:
    """Sign ``content`` (1 to 65,536 bytes: a digest or what carries it) with a seal's key.

    In the caller's transaction if there is one; the seal is held until it ends, so a suspended seal
    refuses at once. Sealing the same bytes of the same document again gives the first signature.
    The platform may use an agency's seal by itself within its scope; firms use their own.
    Refuses SealDetailsNotRight, SealNotFound, SealNotYours, SealNotInForce, OutsideItsScope,
    NeedsTwoPersons, TooManyUses. Source: 716 Art 9; 电子签名法 14.
    """
    sealing = Sealing(content, purpose, document_id, algorithm)
    check_sealing(sealing)
    with transaction.atomic():
        seal = held_seal(seal_id)
        check_use(actor, seal, purpose, now)
        if needs_two(seal, purpose):
            raise NeedsTwoPersons
        use = standing_use(seal, sealing) or put_seal(actor, seal, sealing, now)
    return use_view(use)
