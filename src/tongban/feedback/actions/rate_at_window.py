"""Rate a visit to a window 一次一评: asked as it ends, answered on the tablet by who was served."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.feedback.actions.rate import rate
from tongban.feedback.encounters import encounter_of_visit, open_all
from tongban.feedback.refusals import NothingAsked
from tongban.feedback.views import RatingView, Satisfaction
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.reception.api import AskView, ask_rating, asked_at, close_ask


def ask_at_window(*, clerk: Actor, sitting_id: str, now: datetime) -> AskView | None:
    """Open the visit to be rated and put the question on the tablet of its window.

    From then on the visit is counted as unrated until somebody answers. None where nobody can be
    asked (see ``reception.ask_rating``). Refuses SittingNotFound.
    """
    with transaction.atomic():
        ask = ask_rating(clerk=clerk, sitting_id=sitting_id, now=now)
        if ask is not None:
            open_all([encounter_of_visit(ask)])
    return ask


def rate_at_window(
    *,
    window: str,
    ask_id: str,
    level: Satisfaction,
    tags: Sequence[str] = (),
    now: datetime,
) -> RatingView:
    """The answer given on the tablet of ``window`` (``place/window``), by who was served there.

    Only what that tablet asks now can be answered, and once; the caller knows which tablet it is,
    never who sits before it. Refuses NothingAsked, RatingNotComplete, AlreadyRated.
    Source: 国办发〔2019〕51号 (一次一评), GB/T 39735.
    """
    with transaction.atomic():
        ask = asked_at(window, now)
        if ask is None or ask.id != ask_id or not close_ask(ask_id=ask_id, now=now):
            raise NothingAsked
        person = Actor(ActorKind.PERSON, subject_id=ask.subject_id, channel=Channel.WINDOW)
        return rate(
            actor=person,
            encounter_id=encounter_of_visit(ask).id,
            level=level,
            tags=tags,
            writing="",
            channel=Channel.WINDOW,
            now=now,
        )
