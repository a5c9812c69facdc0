"""Judging a whole form: every fault at once; values of locked fields come from their source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tongban.forms.domain.answers import AnswerFault, read_answer
from tongban.forms.views import (
    Answer,
    FieldKind,
    FieldView,
    FilledBy,
    FormView,
    PrefilledField,
)
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text


def as_condition(answer: Answer) -> str:
    """An answer as conditions compare it: yes and no, else the text; "" for nothing."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "" if answer is None else str(answer)


def is_asked(field: FieldView, answers: Mapping[str, Answer]) -> bool:
    """Whether the condition of the field holds for the answers given before it.

    A field that is not asked has no answer, so what hangs on it is not asked either.
    """
    condition = field.shown_when
    if condition is None:
        return True
    return as_condition(answers.get(condition.field)) in condition.is_in


def judge(
    form: FormView,
    answers: Mapping[str, object],
    *,
    prefilled: Sequence[PrefilledField] = (),
    filled_by: FilledBy = FilledBy.APPLICANT,
    known_division: Callable[[str], bool] = lambda _: True,
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Clean answers by field name in form order, and one problem per faulty field.

    Fields that are not asked and names the form does not know are left out. A locked field takes
    the value of its source whatever was sent. An editable field that was not sent at all takes the
    source's value too: nobody types what is known.
    """
    known = {entry.name: entry for entry in prefilled if not entry.silent}
    clean: dict[str, Answer] = {}
    problems: list[Problem] = []
    for field in form.fields:
        if field.filled_by is not filled_by or not is_asked(field, clean):
            continue
        problems.extend(_judge_field(field, answers, known.get(field.name), clean, known_division))
    return clean, tuple(problems)


def _judge_field(
    field: FieldView,
    answers: Mapping[str, object],
    known: PrefilledField | None,
    clean: dict[str, Answer],
    known_division: Callable[[str], bool],
) -> Iterator[Problem]:
    if known is not None and (known.locked or field.name not in answers):
        clean[field.name] = known.value
        return
    try:
        answer = read_answer(field, answers.get(field.name))
        if field.kind is FieldKind.DIVISION and answer and not known_division(str(answer)):
            raise AnswerFault(
                "division_unknown",
                Text.of("没有这个行政区划。", "There is no such division."),
                Text.of("请从地区列表中选择。", "Choose the place from the list."),
            )
    except AnswerFault as fault:
        yield fault.at(field)
        return
    if answer is None and field.required:
        yield AnswerFault(
            "missing",
            Text.of("这一项还没有填。", "This is not answered yet."),
            Text.of("请填写这一项。", "Please answer it."),
        ).at(field)
        return
    clean[field.name] = answer
