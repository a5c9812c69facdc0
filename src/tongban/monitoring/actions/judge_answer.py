"""Judge an answer 审核答复: accepted, and the order is closed; or sent back with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.monitoring.answering import check_words, locked_order, moved
from tongban.monitoring.domain.orders import Move
from tongban.monitoring.policies import judging_post, reaches_order
from tongban.monitoring.raising import answer_by, write_move
from tongban.monitoring.refusals import NotYoursToAnswer, OrderNotFound


def judge_answer(
    *,
    actor: Actor,
    order_id: str,
    expected_version: int,
    accepted: bool,
    words: str,
    now: datetime,
) -> None:
    """Accept the answer, or send it back: then ``words`` say why and the time begins anew.

    For supervisors whose line or region reaches the order, never those of the agency itself.
    Refuses OrderNotFound, NotYoursToAnswer, OrderMovedOn, AnswerNotComplete.
    """
    move = Move.ACCEPTED if accepted else Move.SENT_BACK
    with transaction.atomic():
        order = locked_order(order_id)
        if order is None or not reaches_order(actor, order):
            raise OrderNotFound
        post = judging_post(actor, order)
        if post is None:
            raise NotYoursToAnswer
        said = check_words(words, needed=not accepted)
        moved(order, move, expected_version)
        if not accepted:
            order.due_at = answer_by(order.answer_days, now)
        order.save(update_fields=["state", "due_at", "version"])
        write_move(
            order, move, actor=actor, agency=post.agency_code, post=post.id, words=said, now=now
        )
