"""What answering and judging share: the order in hand, its next state, words that may be kept."""

from __future__ import annotations

from tongban.kernel.personal import carries_personal_number
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.monitoring.domain.orders import Move, MoveForbidden, OrderState, after
from tongban.monitoring.models import Order
from tongban.monitoring.refusals import AnswerNotComplete, OrderMovedOn

MAX_WORDS = 1000


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
    problems = []
    if needed and not said:
        problems.append(
            Problem(
                "words",
                "monitoring.words_missing",
                Text.of("没有写明情况和措施。", "What happened and what is done is not said."),
                Text.of("用一两句话写明。", "Say it in a sentence or two."),
            )
        )
    if len(said) > MAX_WORDS:
        problems.append(
            Problem(
                "words",
                "monitoring.words_too_long",
                Text.of(f"超过{MAX_WORDS}个字。", f"Longer than {MAX_WORDS} characters."),
                Text.of("请写短些。", "Shorten it."),
            )
        )
    if carries_personal_number(said):
        problems.append(
            Problem(
                "words",
                "monitoring.words_name_a_person",
                Text.of(
                    "里面有个人的号码，督办单里不写个人信息。",
                    "It holds a person's number; orders carry nothing personal.",
                ),
                Text.of("删去号码。", "Leave the number out."),
            )
        )
    if problems:
        raise AnswerNotComplete(problems)
    return said
