"""Hold announced draws: the seed comes from the log, the lots from the seed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import NotYetLogged, record, root_with
from tongban.supervision import events
from tongban.supervision.domain.lottery import draw, seed_of
from tongban.supervision.models import Draw, Inspection

_AT_ONCE = 20


def hold_draws(now: datetime) -> int:
    """Hold every announced draw whose announcement the log has published; returns how many.

    Nobody chooses the moment: the seed is made of the root of the log that ends with the
    announcement, which is the same whenever it is looked up.
    """
    waiting = Draw.objects.filter(held_at__isnull=True).order_by("announced_at", "id")
    return sum(_hold(draw_id, now) for draw_id in waiting.values_list("id", flat=True)[:_AT_ONCE])


def _hold(draw_id: str, now: datetime) -> bool:
    with transaction.atomic():
        row = Draw.objects.select_for_update().get(id=draw_id)
        if row.held_at is not None:
            return False
        try:
            row.log_size, row.root = root_with(row.leaf_id)
        except NotYetLogged:
            return False
        row.seed, row.held_at = seed_of(row.root, row.leaf_id), now
        lots = draw(row.seed, row.candidates, row.inspectors, count=row.count, each=row.each)
        row.save(update_fields=["log_size", "root", "seed", "held_at"])
        Inspection.objects.bulk_create(
            Inspection(
                id=new_id("inspection"),
                draw=row,
                place=place,
                subject_id=name,
                inspectors=list(lots.inspectors_of[name]),
            )
            for place, name in enumerate(lots.drawn, start=1)
        )
        facts = {
            "draw": row.id,
            "seed": row.seed,
            "log_size": row.log_size,
            "drawn": len(lots.drawn),
        }
        actor = Actor.system("supervision")
        record(kind="supervision.draw-held", about=row.id, facts=facts, actor=actor, now=now)
        publish(event=events.DRAW_HELD, aggregate=row.id, payload=facts, now=now)
    return True
