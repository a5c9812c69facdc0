"""Ask for a rating at the window 请评: as the service ends, on the tablet that faces the person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor, Channel
from tongban.kernel.ids import new_id
from tongban.reception.events import RATING_ASKED
from tongban.reception.models import RatingAsk
from tongban.reception.ports import Device, connected, rating_tablet
from tongban.reception.sittings import ask_view, sitting_of, tell
from tongban.reception.views import AskView, SittingState


def ask_rating(*, clerk: Actor, sitting_id: str, now: datetime) -> AskView | None:
    """Put the question on the tablet of the sitting's window; once for a sitting.

    None where nobody can be asked: not handed in, not at a named window, no tablet, or asked
    already. What still stood there is closed unanswered, for the next person sits down. Refuses
    SittingNotFound. Source: 国办发〔2019〕51号 (现场服务“一次一评”).
    """
    with transaction.atomic():
        row = sitting_of(clerk, sitting_id, lock=True)
        at_window = row.channel == Channel.WINDOW.value and bool(row.window)
        if row.state != SittingState.HANDED_IN.value or not at_window:
            return None
        if Device.RATING_TABLET not in connected():
            return None
        if RatingAsk.objects.filter(sitting=row).exists():
            return None
        post = next(each for each in clerk.posts if each.id == row.post_id)
        RatingAsk.objects.filter(window=row.window, closed_at__isnull=True).update(closed_at=now)
        ask = RatingAsk.objects.create(
            id=new_id("ask"),
            sitting=row,
            window=row.window,
            agency_code=post.agency_code,
            region=post.region,
            asked_at=now,
        )
        if not rating_tablet().ask(row.window, ask.id):
            ask.delete()
            return None
        tell(row, RATING_ASKED, clerk, now)
        return ask_view(ask)


def close_ask(*, ask_id: str, now: datetime) -> bool:
    """Take the question off the tablet; whether it still stood there. The caller's transaction."""
    return bool(RatingAsk.objects.filter(id=ask_id, closed_at__isnull=True).update(closed_at=now))
