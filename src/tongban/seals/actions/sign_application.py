"""Sign an application 签名 with the applicant's own key and the record of their intent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import SubjectForgotten
from tongban.seals.adapters.signer_keys import signer_key
from tongban.seals.domain.intent import STATEMENT_CODE, Intent, Signer, intent_record
from tongban.seals.domain.signature import ApplicationSignature, canonical_digest
from tongban.seals.refusals import SignerNotFit, StatementNotAgreed
from tongban_trust.canonical import canonical_bytes


def sign_application(
    *,
    actor: Actor,
    application: Mapping[str, Any],
    intent: Intent,
    names: tuple[str, str],
    now: datetime,
) -> ApplicationSignature:
    """Sign the canonical application as the one at the keyboard; ``names`` are (signer, principal).

    Writes nothing: the caller keeps the result in the row it signs. An agent or guardian signs with
    their own key on behalf of, and the record names both. Meets the four conditions of 电子签名法
    13: (1) the key is drawn from the signer's own vault key and is nobody else's; (2) it is used
    only here, for the actor signed in, and never for whom they represent; (3) a changed signature
    and (4) changed content or form are found by ``check_application_signature``.
    Before a clerk the person signs by hand and no key of theirs is touched: the clerk's own key
    attests the record, which says so and names the ink (``Hand``).
    Refuses StatementNotAgreed, SignerNotFit (also a signature by hand without a clerk, or the
    person's key where a clerk is at the keyboard).
    """
    if intent.agreement.statement != STATEMENT_CODE:
        raise StatementNotAgreed
    if actor.subject_id is None or actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT):
        raise SignerNotFit
    hand = intent.agreement.hand
    if (hand is not None) is not actor.channel.attended:
        raise SignerNotFit
    try:
        key = signer_key(hand.witness_id if hand else actor.subject_id)
    except SubjectForgotten as gone:
        raise SignerNotFit from gone
    principal = actor.on_behalf_of
    record = intent_record(
        intent=intent,
        signer=Signer(
            actor.subject_id, names[0], principal, names[1] if principal else "", actor.mandate_id
        ),
        shown=canonical_digest(intent.shown, settings.TRUST_SUITE),
        application=canonical_digest(application, settings.TRUST_SUITE),
        suite_name=settings.TRUST_SUITE,
        assurance=int(actor.assurance),
        channel=actor.channel.value,
        at=now,
    )
    signature = key.sign(canonical_bytes(record))
    return ApplicationSignature(record, signature.hex(), key.public.spki.hex())
