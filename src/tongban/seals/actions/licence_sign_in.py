"""Sign in by electronic business licence 电子营业执照登录: answered once, used once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from tongban.jobs.api import publish
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.ledger.api import SubjectForgotten, record
from tongban.seals import events, policies
from tongban.seals.adapters.signer_keys import signer_key
from tongban.seals.models import LicenceSignIn
from tongban.seals.ports import licence_in_force
from tongban.seals.refusals import LicenceNotYours, SignInNotOpen
from tongban.seals.views import LicenceSignInView
from tongban_trust.canonical import canonical_bytes

OPEN_FOR = timedelta(minutes=2)
_PLATFORM = Actor.system("seals")


def answer_sign_in(
    *, actor: Actor, challenge: str, asked_at: datetime, now: datetime
) -> LicenceSignInView:
    """Let the browser that asked sign in for the firm the actor now acts for, signed by its hand.

    ``challenge`` (at most 40 characters) names what that browser waits for, asked at ``asked_at``;
    it is open for two minutes and answered once. The signature of the actor's own key is over
    challenge, licence, firm and time. Refuses SignInNotOpen, LicenceNotYours (no mandate, or no
    licence in force). Source: 电子营业执照管理办法(试行) 5, 6; 电子签名法 13.
    """
    if not asked_at <= now < asked_at + OPEN_FOR:
        raise SignInNotOpen
    firm_id, person_id, account_id = actor.on_behalf_of, actor.subject_id, actor.account_id
    if not (firm_id and person_id and account_id):
        raise LicenceNotYours
    if not policies.stands_for(actor, local_date(now)):
        raise LicenceNotYours
    licence = licence_in_force(firm_id, now)
    if not licence:
        raise LicenceNotYours
    signed = _record(challenge, licence, firm_id, person_id, now)
    try:
        key = signer_key(person_id)
    except SubjectForgotten as gone:
        raise LicenceNotYours from gone
    try:
        with transaction.atomic():
            row = LicenceSignIn.objects.create(
                challenge=challenge,
                firm_id=firm_id,
                person_id=person_id,
                account_id=account_id,
                licence=licence,
                signature=key.sign(canonical_bytes(signed)),
                answered_at=now,
                expires_at=asked_at + OPEN_FOR,
            )
            _tell(actor, row, "seals.licence-sign-in-answered", now)
            payload = {"firm": firm_id, "licence": licence}
            publish(event=events.LICENCE_SIGN_IN, aggregate=firm_id, payload=payload, now=now)
    except IntegrityError as again:
        raise SignInNotOpen from again
    return LicenceSignInView(firm_id, account_id, licence)


def redeem_sign_in(*, challenge: str, now: datetime) -> LicenceSignInView | None:
    """What the browser that asked may sign in as; None while nobody has answered. Works once.

    The caller gives the challenge that this very browser's session holds. Refuses SignInNotOpen
    when it was used, expired, or its signature does not hold.
    """
    with transaction.atomic():
        row = (
            LicenceSignIn.objects.select_for_update()
            .filter(challenge=challenge)
            .order_by("challenge")
            .first()
        )
        if row is None:
            return None
        if row.used_at is not None or now >= row.expires_at or not _holds(row):
            raise SignInNotOpen
        row.used_at = now
        row.save(update_fields=["used_at"])
        _tell(_PLATFORM, row, "seals.licence-sign-in-used", now)
    return LicenceSignInView(row.firm_id, row.account_id, row.licence)


def _record(
    challenge: str, licence: str, firm_id: str, person_id: str, at: datetime
) -> dict[str, Any]:
    return {
        "v": 1,
        "act": "licence-sign-in",
        "challenge": challenge,
        "licence": licence,
        "firm": firm_id,
        "signer": person_id,
        "suite": settings.TRUST_SUITE,
        "at": at.isoformat(),
    }


def _holds(row: LicenceSignIn) -> bool:
    signed = _record(row.challenge, row.licence, row.firm_id, row.person_id, row.answered_at)
    try:
        key = signer_key(row.person_id).public
    except SubjectForgotten:
        return False
    return key.verify(bytes(row.signature), canonical_bytes(signed))


def _tell(actor: Actor, row: LicenceSignIn, kind: str, now: datetime) -> None:
    record(
        kind=kind,
        about=row.firm_id,
        facts={"firm": row.firm_id, "licence": row.licence, "account": row.account_id},
        actor=actor,
        now=now,
        subject_id=row.firm_id,
    )
