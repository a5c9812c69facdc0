"""What a form of the desk may lack, and how that is said."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault

_CODE = "web.desk_field_missing"

NO_DEFECTS = Problem(
    "defects",
    _CODE,
    Text.of("没有写明任何需要补正的内容", "No defect is named"),
    Text.of(
        "在有问题的材料或填写项旁写明哪里不对、怎样改",
        "Beside each faulty line say what is wrong and how to put it right",
    ),
)
NO_WORDS = Problem(
    "",
    _CODE,
    Text.of("没有写理由", "No reasons are given"),
    Text.of("写明事实和理由，申请人会看到", "State facts and reasons; the applicant reads them"),
)
NO_ARTICLES = Problem(
    "articles",
    _CODE,
    Text.of("没有选择法律依据", "No article is cited"),
    Text.of("至少勾选一条", "Tick at least one"),
)
NO_OUTCOME = Problem(
    "outcome",
    _CODE,
    Text.of("没有选择准予还是不予", "Neither approval nor denial is chosen"),
    Text.of("选择一项决定", "Choose one"),
)
NO_PROCEDURE = Problem(
    "procedure",
    _CODE,
    Text.of("没有选择特别程序", "No special procedure is chosen"),
    Text.of("从本事项允许的特别程序中选一项", "Choose one that this item allows"),
)
NO_RESULT = Problem(
    "result",
    _CODE,
    Text.of("没有选择本环节的结果", "No result of this step is chosen"),
    Text.of("选择一项结果", "Choose one"),
)
NO_STEP = Problem(
    "back_to",
    _CODE,
    Text.of("没有选择退回到哪个环节", "It is not said where to send it back"),
    Text.of("选择一个环节", "Choose a step"),
)
NO_AGENCY = Problem(
    "new_agency",
    _CODE,
    Text.of("没有选择交给哪个机关", "No agency is chosen"),
    Text.of("选择一个机关", "Choose an agency"),
)
NO_HEAD = Problem(
    "head",
    _CODE,
    Text.of("没有写明由谁批准延长", "It is not said who approved it"),
    Text.of("选择批准人", "Choose who approved it"),
)
NO_PERIOD = Problem(
    "planned",
    _CODE,
    Text.of("没有写明预计多长时间", "The planned length is not given"),
    Text.of("填写一个整数", "Give a whole number"),
)


NO_DAY = Problem(
    "hearing_day",
    _CODE,
    Text.of("没有写明听证的日期", "The day of the hearing is not given"),
    Text.of("选择一个日期", "Choose a day"),
)
NO_WAY = Problem(
    "way",
    _CODE,
    Text.of("没有选择送达方式", "It is not said how it was handed over"),
    Text.of("选择一种方式", "Choose a way"),
)
NO_VERDICT = Problem(
    "verdict",
    _CODE,
    Text.of("没有选择复核结论", "It is not said whether it was right"),
    Text.of("选择一项", "Choose one"),
)
NO_GROUND = Problem(
    "ground",
    _CODE,
    Text.of("没有选择撤销事由", "The ground is not chosen"),
    Text.of("选择一项", "Choose one"),
)
NO_CAUSE = Problem(
    "late_cause",
    _CODE,
    Text.of("没有选择超期的期限或者原因", "The deadline or its cause is not chosen"),
    Text.of("选择一项", "Choose one"),
)


class FormNotWhole(Refusal):
    """Something the act needs was not given; nothing was done."""

    def __init__(self, *gaps: Problem | None) -> None:
        super().__init__(
            code="web.desk_form_not_whole",
            message=Text.of(
                "表单还没有填完，没有办理。", "The form is not whole; nothing was done."
            ),
            mend=Text.of("请补全下面列出的内容。", "Fill in what is listed below."),
            problems=tuple(gap for gap in gaps if gap is not None),
        )


def faults_of(refusal: Refusal | None) -> tuple[Fault, ...]:
    """The refusal first, then each of its problems with a way to its field; nothing for None."""
    if refusal is None:
        return ()
    problems = (Fault(each.message, each.mend, each.where) for each in refusal.problems)
    return (Fault(refusal.message, refusal.mend), *problems)


def refuse_gaps(*gaps: Problem | None) -> None:
    """Refuse with every gap at once, if there is one. Refuses: FormNotWhole."""
    if any(gaps):
        raise FormNotWhole(*gaps)
