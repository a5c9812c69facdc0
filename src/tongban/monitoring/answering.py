"""What answering and judging share: the order in hand, its next state, words that may be kept."""

from __future__ import annotations

from tongban.kernel.text import Text
from tongban.kernel.wording import faults_of_words
from tongban.monitoring.domain.orders import Move, MoveForbidden, OrderState, after
from tongban.monitoring.models import Order
from tongban.monitoring.refusals import AnswerNotComplete, OrderMovedOn

_UNSAID = (
    Text.of("没有写明情况和措施。", "What happened and what is done is not said."),
    Text.of("用一两句话写明。", "Say it in a sentence or two."),
)


def locked_order(order_id: str) -> Order | None:
    """The order's row, locked; None when there is none."""
    return Order.objects.select_for_update().filter(id=order_id).order_by("id").first()


def moved(order: Order, move: Move, expected_version: int) -> None:
    """Bring the row to where the move leads, unsaved. Refuses OrderMovedOn."""
    if order.version != expected_version:
        raise OrderMovedOn
    try:
        order.state = after(OrderState(order.state), move).value
    except MoveForbidden as fault:
        raise OrderMovedOn from fault
    order.version += 1


def check_words(words: str, *, needed: bool = True) -> str:
    """The words without blanks around them. Refuses AnswerNotComplete, all faults at once."""
    said = words.strip()
    problems = faults_of_words(said, room="monitoring", missing=_UNSAID if needed else None)
    if problems:
        raise AnswerNotComplete(problems)
    return said
