"""Reading seals: public facts for whoever verifies, standing for their keepers."""

from __future__ import annotations

from datetime import datetime

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals import policies
from tongban.seals.domain.kinds import SealKind
from tongban.seals.domain.purpose import Purpose, fit
from tongban.seals.domain.standing import Standing, why_unusable
from tongban.seals.models import Seal, SealAuthority, SealKey
from tongban.seals.refusals import NoSealInForce, SealNotFound
from tongban.seals.views import KeyView, SealView
from tongban_trust.signing import Algorithm

_MOST = 200


def seal_for(agency_code: str, purpose: Purpose, now: datetime) -> SealView:
    """The seal in force that an agency puts on this: the one that names it before a general one.

    Public: a seal is known by every document it is on. Refuses NoSealInForce.
    """
    return seal_view(row_for(agency_code, purpose, now))


def row_for(agency_code: str, purpose: Purpose, now: datetime) -> Seal:
    """The row of ``seal_for``. Refuses NoSealInForce."""
    rows = Seal.objects.filter(agency_code=agency_code, standing=Standing.IN_FORCE.value)
    today = local_date(now)
    best: tuple[int, Seal] | None = None
    for row in rows.order_by("-issued_at", "id")[:_MOST]:
        close = fit(map(Purpose.parse, row.scope), purpose)
        usable = why_unusable(Standing.IN_FORCE, row.valid_from, row.valid_until, today) is None
        if usable and close > (best[0] if best else 0):
            best = (close, row)
    if best is None:
        raise NoSealInForce
    return best[1]


def seal(actor: Actor, seal_id: str, now: datetime) -> SealView:
    """One seal, for its keepers and overseers. Refuses SealNotFound, also when not theirs."""
    return seal_view(readable_row(actor, seal_id, now))


def seals_kept(actor: Actor) -> tuple[SealView, ...]:
    """Up to 200 seals the actor keeps: of the agencies it has the duty in, or all for operators."""
    rows = Seal.objects.filter(agency_code__isnull=False)
    if not policies.may_issue(actor):
        kept = [code for code in actor.agencies if policies.keeper_post(actor, code) is not None]
        rows = rows.filter(agency_code__in=kept)
    return tuple(map(seal_view, rows.order_by("agency_code", "kind", "id")[:_MOST]))


def firm_seals(actor: Actor, now: datetime) -> tuple[SealView, ...]:
    """Seals of the firm the actor acts for, for its legal representative; up to 200."""
    if actor.acts_for is None:
        return ()
    today = local_date(now)
    rows = Seal.objects.filter(subject_id=actor.acts_for).order_by("issued_at", "id")[:_MOST]
    return tuple(seal_view(row) for row in rows if policies.may_read(actor, row, today))


def readable_row(actor: Actor, seal_id: str, now: datetime) -> Seal:
    """The row, if this actor may read it. Refuses SealNotFound."""
    row = Seal.objects.filter(id=seal_id).order_by("id").first()
    if row is None or not policies.may_read(actor, row, local_date(now)):
        raise SealNotFound
    return row


def seal_roots() -> tuple[bytes, ...]:
    """DER root certificates that seal keys are certified under, for trust bundles; public."""
    rows = SealAuthority.objects.order_by("algorithm").values_list("certificate", flat=True)
    return tuple(bytes(der) for der in rows)


def seal_view(row: Seal) -> SealView:
    """A seal row as outsiders see it."""
    kind = SealKind(row.kind)
    return SealView(
        id=row.id,
        kind=kind,
        owner=row.owner,
        name=Text.from_mapping(row.name),
        agency_code=row.agency_code,
        subject_id=row.subject_id,
        scope=tuple(map(Purpose.parse, row.scope)),
        two_person=tuple(map(Purpose.parse, row.two_person)),
        articles=tuple(map(ArticleRef.parse, row.articles)),
        around=row.around,
        standing=Standing(row.standing),
        standing_at=row.standing_at,
        standing_article=row.standing_article,
        standing_reason=row.standing_reason,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        keys=tuple(
            key_view(key)
            for key in SealKey.objects.filter(seal=row, retired_at=None).order_by("algorithm")
        ),
    )


def key_view(key: SealKey) -> KeyView:
    """The public side of a key."""
    return KeyView(key.key_id, Algorithm(key.algorithm), bytes(key.spki), bytes(key.certificate))
