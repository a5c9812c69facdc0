"""Consents 同意: which an item wants of a person, which the person gave, and which stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tongban.exchange import policies
from tongban.exchange.models import Consent, CrossGrant, Grant, in_force
from tongban.exchange.queries.across import across_of
from tongban.exchange.queries.elsewhere import granted_across
from tongban.exchange.queries.grants import grant_view
from tongban.exchange.refusals import LooksNotYours
from tongban.exchange.views import AcrossView, ConsentState, ConsentView
from tongban.kernel.actor import Actor

_MOST_SHOWN = 200


def consents_wanted(
    actor: Actor, subject_id: str, item_code: str, now: datetime
) -> tuple[ConsentView, ...]:
    """Each grant in force of an item that needs the person's consent, given or still wanted.

    Those of other platforms come last. For the person, for whom acts for the person, and the
    platform. Refuses: LooksNotYours.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    own = Grant.objects.filter(in_force(now), item_code=item_code, terms__needs_consent=True)
    abroad = [row for row in granted_across(item_code, now) if row.terms["needs_consent"]]
    live: list[Grant | CrossGrant] = [*own.order_by("resource_code", "id"), *abroad]
    if not live:
        return ()
    mine = Consent.objects.filter(subject_id=subject_id, withdrawn_at__isnull=True)
    given = mine.filter(grant__in=[row for row in live if isinstance(row, Grant)])
    given |= mine.filter(cross_grant__in=abroad)
    rows = given.select_related("grant", "cross_grant").order_by("id")
    standing = {row.under.id: row for row in rows}
    told = across_of([row.id for row in abroad])
    return tuple(
        consent_view(standing[row.id], now, told.get(row.id))
        if row.id in standing
        else _wanted(row, now, told.get(row.id))
        for row in live
    )


def my_consents(actor: Actor, subject_id: str, now: datetime) -> tuple[ConsentView, ...]:
    """What the person gave, withdrawn and over ones too, newest first, at most 200.

    For the person, for whom acts for the person, and the platform. Refuses: LooksNotYours.
    Source: 个人信息保护法 44.
    """
    if not policies.may_see_looks(actor, subject_id):
        raise LooksNotYours
    rows = Consent.objects.filter(subject_id=subject_id).select_related("grant", "cross_grant")
    return consent_views(rows.order_by("-given_at", "id")[:_MOST_SHOWN], now)


def standing_consent(grant: Grant | CrossGrant, subject_id: str, now: datetime) -> Consent | None:
    """The consent to a grant that stands now; None when there is none."""
    rows = Consent.objects.filter(
        subject_id=subject_id, withdrawn_at__isnull=True, valid_until__gt=now
    )
    under = {"grant": grant} if isinstance(grant, Grant) else {"cross_grant": grant}
    return rows.filter(**under).order_by("id").first()


def consent_views(rows: Iterable[Consent], now: datetime) -> tuple[ConsentView, ...]:
    """Consents as outsiders see them."""
    found = list(rows)
    told = across_of([row.cross_grant_id for row in found if row.cross_grant_id])
    return tuple(consent_view(row, now, told.get(row.under.id)) for row in found)


def consent_view(row: Consent, now: datetime, across: AcrossView | None) -> ConsentView:
    """A consent row as outsiders see it."""
    ended = row.under.revoked_at is not None or row.valid_until <= now
    state = ConsentState.OVER if ended else ConsentState.STANDS
    if row.withdrawn_at is not None:
        state = ConsentState.WITHDRAWN
    grant = grant_view(row.under, now)
    return ConsentView(
        row.id, grant, state, row.given_at, row.valid_until, row.withdrawn_at, across
    )


def _wanted(row: Grant | CrossGrant, now: datetime, across: AcrossView | None) -> ConsentView:
    grant = grant_view(row, now)
    return ConsentView("", grant, ConsentState.WANTED, None, row.valid_until, None, across)
