"""Reading entrustments 用印授权: what a firm gave, what a person was given, and its uses."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.seals import policies
from tongban.seals.domain.entrusting import EntrustmentView
from tongban.seals.entrustments import views_of
from tongban.seals.models import Entrustment, SealUse
from tongban.seals.queries.seals import seal_view
from tongban.seals.queries.uses import use_view
from tongban.seals.refusals import EntrustmentNotFound
from tongban.seals.views import SealUseView, SealView

_MOST, _MOST_USES = 200, 30


def entrustments_of(actor: Actor, seal_id: str, now: datetime) -> tuple[EntrustmentView, ...]:
    """The newest 200 of one seal, ended ones too, for who represents its firm; else empty."""
    rows = list(_rows().filter(seal_id=seal_id).order_by("-entrusted_at", "-id")[:_MOST])
    today = local_date(now)
    if not rows or not policies.represents(actor, rows[0].seal, today):
        return ()
    return views_of(rows, today)


def entrusted_to_me(actor: Actor, now: datetime) -> tuple[EntrustmentView, ...]:
    """The newest 200 that were given to the person signed in as themself, ended ones too."""
    if actor.kind is not ActorKind.PERSON or actor.subject_id is None:
        return ()
    rows = _rows().filter(person_id=actor.subject_id).order_by("-entrusted_at", "-id")
    return views_of(list(rows[:_MOST]), local_date(now))


def entrusted_seal(
    actor: Actor, entrustment_id: str, now: datetime
) -> tuple[EntrustmentView, SealView, tuple[SealUseView, ...]]:
    """One entrustment for its person: the seal, and the newest 30 uses under it.

    Refuses EntrustmentNotFound, also when it is somebody else's.
    """
    row = _rows().filter(id=entrustment_id).order_by("id").first()
    mine = row is not None and actor.kind is ActorKind.PERSON
    if row is None or not mine or row.person_id != actor.subject_id:
        raise EntrustmentNotFound
    uses = SealUse.objects.filter(entrustment=row).select_related("key", "seal")
    newest = uses.order_by("-used_at", "-id")[:_MOST_USES]
    (view,) = views_of([row], local_date(now))
    return view, seal_view(row.seal), tuple(map(use_view, newest))


def _rows() -> QuerySet[Entrustment]:
    return Entrustment.objects.select_related("seal")
