"""Ask the sources and leave evidence of it: one leaf for each question put."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tongban.elements.actions.ask_sources import Asked, ask_sources
from tongban.elements.views import SourcedValue
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import record


def look_up(
    *,
    actor: Actor,
    subject_id: str,
    element_ids: Iterable[str],
    item_code: str,
    purpose: ArticleRef,
    case_id: str | None,
    now: datetime,
) -> tuple[SourcedValue, ...]:
    """What the sources hold on a subject, element for element in the order asked.

    ``ask_sources`` and ``record_looks`` in one, for who has nothing else to write. Refuses:
    LookUpNotAllowed, ElementUnknown. Basis: 政务数据共享条例, 个人信息保护法 34, 35.
    """
    asked = ask_sources(
        actor=actor,
        subject_id=subject_id,
        element_ids=element_ids,
        item_code=item_code,
        purpose=purpose,
        case_id=case_id,
        now=now,
    )
    with transaction.atomic():
        record_looks((asked,))
    return asked.values


def record_looks(looks: Iterable[Asked]) -> None:
    """One evidence leaf for each: item, purpose article, elements, subject, case; never values.

    In the transaction of what the values are for. RuntimeError outside a transaction.
    """
    for asked in looks:
        question, values = asked.question, asked.values
        if not values:
            continue
        record(
            kind="elements.looked-up",
            about=question.subject_id,
            facts={
                "item": question.item_code,
                "purpose": str(question.purpose),
                "elements": [value.element_id for value in values],
                "silent": [value.element_id for value in values if value.silent],
                "case": question.case_id,
            },
            actor=question.actor,
            now=question.now,
        )
