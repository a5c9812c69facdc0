"""Consents 同意: which an item wants of a person, which the person gave, and which stand."""

from __future__ import annotations

from datetime import datetime

from tongban.exchange import policies
from tongban.exchange.models import Consent, Grant
from tongban.exchange.queries.grants import grant_view
from tongban.exchange.refusals import LooksNotYours
from tongban.exchange.views import ConsentState, ConsentView
from tongban.kernel.actor import Actor

_MOST_SHOWN = 200


def consents_wanted(
    actor: Actor, subject_id: str, item_code: str, now: datetime
) -> tuple[ConsentView, ...]:
    """Each grant in force of an item that needs the person's consent, given or still wanted.

    For the person, for whom acts for the person, and the platform. Refuses: LooksNotYours.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    live = Grant.objects.filter(
        item_code=item_code, revoked_at__isnull=True, valid_from__lte=now, valid_until__gt=now,
        terms__needs_consent=True,
    )  # fmt: skip
    given = Consent.objects.filter(subject_id=subject_id, grant__in=live, withdrawn_at__isnull=True)
    standing = {row.grant_id: row for row in given.select_related("grant").order_by("id")}
    return tuple(
        consent_view(standing[row.id], now) if row.id in standing else _wanted(row, now)
        for row in live.order_by("resource_code", "id")
    )


def my_consents(actor: Actor, subject_id: str, now: datetime) -> tuple[ConsentView, ...]:
    """What the person gave, withdrawn and over ones too, newest first, at most 200.

    For the person, for whom acts for the person, and the platform. Refuses: LooksNotYours.
    Source: 个人信息保护法 44.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    rows = Consent.objects.filter(subject_id=subject_id).select_related("grant")
    newest = rows.order_by("-given_at", "id")[:_MOST_SHOWN]
    return tuple(consent_view(row, now) for row in newest)


def standing_consent(grant: Grant, subject_id: str, now: datetime) -> str | None:
    """The id of the consent to a grant that stands now; None when there is none."""
    rows = Consent.objects.filter(
        grant=grant, subject_id=subject_id, withdrawn_at__isnull=True, valid_until__gt=now
    )
    return rows.order_by("id").values_list("id", flat=True).first()


def consent_view(row: Consent, now: datetime) -> ConsentView:
    """A consent row as outsiders see it."""
    ended = row.grant.revoked_at is not None or row.valid_until <= now
    state = ConsentState.OVER if ended else ConsentState.STANDS
    if row.withdrawn_at is not None:
        state = ConsentState.WITHDRAWN
    return ConsentView(
        row.id, grant_view(row.grant, now), state, row.given_at, row.valid_until, row.withdrawn_at
    )


def _wanted(row: Grant, now: datetime) -> ConsentView:
    return ConsentView("", grant_view(row, now), ConsentState.WANTED, None, row.valid_until, None)
