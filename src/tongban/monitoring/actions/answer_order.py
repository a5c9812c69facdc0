"""Answer an order 答复督办: the cause, and what is done about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.monitoring.answering import check_words, locked_order, moved
from tongban.monitoring.domain.orders import Cause, Move
from tongban.monitoring.policies import answering_post, reaches_order
from tongban.monitoring.raising import write_move
from tongban.monitoring.refusals import NotYoursToAnswer, OrderNotFound


def answer_order(
    *,
    actor: Actor,
    order_id: str,
    expected_version: int,
    cause: Cause,
    words: str,
    now: datetime,
) -> None:
    """Answer with the cause and, in ``words`` (up to 1000 characters), the measure taken.

    Words may hold no number of a person. For approvers of the agency the order goes to. Refuses
    OrderNotFound, NotYoursToAnswer, OrderMovedOn, AnswerNotComplete.
    """
    with transaction.atomic():
        order = locked_order(order_id)
        if order is None or not reaches_order(actor, order):
            raise OrderNotFound
        post = answering_post(actor, order)
        if post is None:
            raise NotYoursToAnswer
        said = check_words(words)
        moved(order, Move.ANSWERED, expected_version)
        order.cause = cause.value
        order.save(update_fields=["state", "cause", "version"])
        write_move(
            order,
            Move.ANSWERED,
            actor=actor,
            agency=post.agency_code,
            post=post.id,
            cause=cause.value,
            words=said,
            now=now,
        )
