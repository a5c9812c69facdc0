"""Ask the sources for what a form needs; nothing is written here, and no transaction is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tongban.elements import policies
from tongban.elements.domain import RegisterAnswer, sourced
from tongban.elements.ports import Question, RegisterUnreachable, adapter_of
from tongban.elements.queries import with_sources
from tongban.elements.refusals import LookUpNotAllowed
from tongban.elements.views import ElementView, NoAnswer, SourcedValue, SourceView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

_Answers = Mapping[str, RegisterAnswer | NoAnswer]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put to sources and what they said; its evidence is still to be written.

    ``values`` stand element for element in the order asked.
    """

    question: Question
    values: tuple[SourcedValue, ...]


def ask_sources(
    *,
    actor: Actor,
    subject_id: str,
    element_ids: Iterable[str],
    item_code: str,
    purpose: ArticleRef,
    case_id: str | None,
    now: datetime,
) -> Asked:
    """What the sources hold on a subject. Whoever asks calls ``record_looks`` afterwards.

    Every source is asked once for all its elements. A source may be an agency far away and take
    seconds, so no transaction may be open. A source that does not answer is silent with a reason,
    never an error. Refuses: LookUpNotAllowed, ElementUnknown.
    Basis: 政务数据共享条例 (use within the stated purpose), 个人信息保护法 34, 35.
    """
    if not policies.may_look_up(actor, subject_id, case_id):
        raise LookUpNotAllowed
    wanted = with_sources(element_ids)
    by_source: dict[str, list[ElementView]] = defaultdict(list)
    for one, origin in wanted.values():
        if origin is not None:
            by_source[origin.code].append(one)
    question = Question(
        actor, subject_id, {code: tuple(views) for code, views in by_source.items()}, item_code,
        purpose, case_id, now,
    )  # fmt: skip
    answers = _ask({s.code: s for _, s in wanted.values() if s is not None}, question)
    values = tuple(
        sourced(element, source, answers.get(source.code, NoAnswer.NO_RECORD))
        if source
        else sourced(element, None, NoAnswer.NO_SOURCE)
        for element, source in wanted.values()
    )
    return Asked(question, values)


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
