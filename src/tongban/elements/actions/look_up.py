"""Ask the sources for what a form needs, and leave evidence of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.elements import policies
from tongban.elements.domain import NoAnswer, RegisterAnswer, sourced
from tongban.elements.ports import Question, RegisterUnreachable, adapter_of
from tongban.elements.queries import with_sources
from tongban.elements.refusals import LookUpNotAllowed
from tongban.elements.views import ElementView, SourcedValue, SourceView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import record

_Answers = Mapping[str, RegisterAnswer | NoAnswer]


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

    Every source is asked once for all its elements. One evidence leaf names item, purpose article,
    elements, subject and case, never values. A source that does not answer is silent with a reason,
    never an error. Refuses: LookUpNotAllowed, ElementUnknown.
    Basis: 政务数据共享条例 (use within the stated purpose), 个人信息保护法 34, 35.
    """
    if not policies.may_look_up(actor, subject_id, case_id):
        raise LookUpNotAllowed
    wanted = with_sources(element_ids)
    if not wanted:
        return ()
    asked: dict[str, list[ElementView]] = defaultdict(list)
    for one, origin in wanted.values():
        if origin is not None:
            asked[origin.code].append(one)
    by_source = {code: tuple(views) for code, views in asked.items()}
    question = Question(actor, subject_id, by_source, item_code, purpose, case_id, now)
    answers = _ask({s.code: s for _, s in wanted.values() if s is not None}, question)
    values = tuple(
        sourced(element, source, answers.get(source.code, NoAnswer.NO_RECORD))
        if source
        else sourced(element, None, NoAnswer.NO_SOURCE)
        for element, source in wanted.values()
    )
    # Joins the caller's transaction without a savepoint: there is nothing here to undo alone.
    with transaction.atomic(savepoint=False):
        record(
            kind="elements.looked-up",
            about=subject_id,
            facts={
                "item": item_code,
                "purpose": str(purpose),
                "elements": [value.element_id for value in values],
                "silent": [value.element_id for value in values if value.silent],
                "case": case_id,
            },
            actor=actor,
            now=now,
        )
    return values


def _ask(sources: Mapping[str, SourceView], question: Question) -> _Answers:
    answers: dict[str, RegisterAnswer | NoAnswer] = {}
    for channel in sorted({source.channel for source in sources.values()}):
        codes = [code for code, source in sources.items() if source.channel == channel]
        adapter = adapter_of(channel)
        try:
            if adapter is None:
                raise RegisterUnreachable(channel)
            chosen = {code: question.wanted[code] for code in codes}
            answers |= adapter.fetch(replace(question, wanted=chosen))
        except RegisterUnreachable:
            answers |= dict.fromkeys(codes, NoAnswer.UNREACHABLE)
    return answers
