"""What this room refuses, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text

_RELOAD = Text.of("请刷新页面，核对后再办。", "Reload the page, check, and try again.")


class CaseNotFound(Refusal):
    """There is none, or it is not yours: the same answer, so that nothing leaks."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.not_found",
            message=Text.of("没有找到这个办件。", "This case was not found."),
            mend=Text.of(
                "请核对编号，或换用申请人的账号登录。",
                "Check the number, or sign in as the applicant.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class SignInToApply(Refusal):
    """Nobody has signed in, or the identity is not checked well enough for this item."""

    def __init__(self, message: Text, mend: Text, kind: RefusalKind) -> None:
        super().__init__(code="cases.sign_in_to_apply", message=message, mend=mend, kind=kind)


class ItemVersionStale(Refusal):
    """The guide changed after the person opened the form."""

    def __init__(self, submitted: int, current: int) -> None:
        super().__init__(
            code="cases.item_version_stale",
            message=Text.of(
                f"您填写时的办事指南是第{submitted}版，现在是第{current}版，所以没有提交。",
                f"You filled in version {submitted} of this service; it is now version {current},"
                " so nothing was submitted.",
            ),
            mend=Text.of(
                "请重新打开申请表；您填过的内容都还在，核对有变化的地方即可。",
                "Open the form again: your answers are kept, check what changed.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class ItemNotOpen(Refusal):
    """The item cannot be applied for here and now."""

    def __init__(self, why: Text, mend: Text) -> None:
        super().__init__(
            code="cases.item_not_open", message=why, mend=mend, kind=RefusalKind.CONFLICT
        )


class MaterialsMissing(Refusal):
    """Required materials are neither held by government nor supplied; all are listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="cases.materials_missing",
            message=Text.of("还缺少必要的材料。", "Some required materials are missing."),
            mend=Text.of("请按下面的提示补上。", "Please add what is listed below."),
            problems=tuple(problems),
        )


class TokenUnusable(Refusal):
    """The form's idempotency token is missing or malformed."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.token_unusable",
            message=Text.of(
                "这张申请表缺少防重复提交的标记。",
                "This form lacks the mark that keeps it from being sent twice.",
            ),
            mend=Text.of("请重新打开申请表后提交。", "Open the form again, then submit."),
        )


class CaseChanged(Refusal):
    """Somebody acted on the case after this page was loaded."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.case_changed",
            message=Text.of(
                "办件在您打开页面后有了新的进展，所以没有办理。",
                "The case moved on after you opened this page, so nothing was done.",
            ),
            mend=_RELOAD,
            kind=RefusalKind.CONFLICT,
        )


class StepNotPossible(Refusal):
    """The case is not in a state in which this can happen."""

    def __init__(self, present: Text) -> None:
        super().__init__(
            code="cases.step_not_possible",
            message=Text.of(
                f"办件目前是“{present.zh}”，不能这样办理。",
                f"The case is “{present.en}”, so this step is not possible.",
            ),
            mend=_RELOAD,
            kind=RefusalKind.CONFLICT,
        )


class NotYourTask(Refusal):
    """Your post has not the agency, the region or the duty for this."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="cases.not_your_task",
            message=why,
            mend=Text.of(
                "请由有权办理的岗位办理；如分工有误，请联系本单位管理员。",
                "Ask a post that may do it; if the duties are wrong, ask your administrator.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class TaskHeldByOther(Refusal):
    """Another officer has taken the task; the post is named, not the person."""

    def __init__(self, post_id: str) -> None:
        super().__init__(
            code="cases.task_held_by_other",
            message=Text.of(
                f"这个办件已由岗位“{post_id}”领取，正在办理。",
                f"The post “{post_id}” has taken this case and is working on it.",
            ),
            mend=Text.of(
                "请与该岗位联系，由其办理或退回。", "Ask that post to finish it or give it back."
            ),
            kind=RefusalKind.CONFLICT,
        )


class DefectsNotToldAtOnce(Refusal):
    """一次告知: a defect that could be seen the first time may not be raised later."""

    def __init__(self, targets: Sequence[str]) -> None:
        listed = "、".join(targets)
        super().__init__(
            code="cases.defects_not_told_at_once",
            message=Text.of(
                f"第一次告知时没有提出：{listed}。依法应当一次告知全部内容。",
                f"Not in the first notice: {', '.join(targets)}. All defects must be told at once.",
            ),
            mend=Text.of(
                "只能就首次告知过、仍未补齐的内容再次告知；确需再提的，由审批岗写明理由，记录在案。",
                "Repeat only what was told first; if more must be said, an approver gives the"
                " reason and it is recorded.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class WordsMissing(Refusal):
    """A verb needs reasons, defects or articles that were not given."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="cases.words_missing",
            message=Text.of(
                "还有必须写明的内容没有写。", "Something that must be said is missing."
            ),
            mend=Text.of("请按下面的提示补充。", "Please add what is listed below."),
            problems=tuple(problems),
        )


class ProcedureNotAllowed(Refusal):
    """The item lists no such special procedure, or it would take longer than it may."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="cases.procedure_not_allowed",
            message=why,
            mend=Text.of(
                "只能启动办事指南列明的特别程序，且不超过规定时长。",
                "Start only a special procedure the guide lists, within its limit.",
            ),
        )


class TermNotExtendable(Refusal):
    """The time to decide cannot be extended so (行政许可法 42)."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="cases.term_not_extendable",
            message=why,
            mend=Text.of(
                "期限届满前，经法定的负责人批准，可以延长一次；请按期作出决定。",
                "It may be extended once, before it is over, by whom the law names; else decide.",
            ),
        )


class CaseNotClosed(Refusal):
    """Only a closed case is archived."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.case_not_closed",
            message=Text.of("办件还没有办结，不能归档。", "The case is not closed yet."),
            mend=Text.of("办结以后再归档。", "Archive it once it is closed."),
            kind=RefusalKind.CONFLICT,
        )


class ArchiveUnreadable(Refusal):
    """The file is no archive package, or larger than one may be."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.archive_unreadable",
            message=Text.of(
                "这个文件不是归档包，或者超过了大小上限。",
                "This is no archive package, or it is larger than one may be.",
            ),
            mend=Text.of("请选择导出的归档包。", "Choose a package that was exported."),
        )


class NothingToReview(Refusal):
    """No review can be asked for or answered here."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.nothing_to_review",
            message=Text.of(
                "这个办件不是自动办理的，或者已经申请过复核，或者没有待答复的复核。",
                "A person decided this, or a review was asked for before, or none is open.",
            ),
            mend=Text.of(
                "不服决定的，可以申请行政复议或者提起行政诉讼。",
                "A decision can be contested by reconsideration or in court.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class NothingToExplain(Refusal):
    """That clock has not run out, or its reason is told already."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.nothing_to_explain",
            message=Text.of(
                "这项期限没有超期，或者已经说明过原因。",
                "This deadline was not missed, or its reason is told already.",
            ),
            mend=_RELOAD,
            kind=RefusalKind.CONFLICT,
        )


class OperatorsOnly(Refusal):
    """Moving running cases to another version of their flow is for operators."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.operators_only",
            message=Text.of(
                "只有运维岗位可以迁移在办办件。", "Only an operator may move running cases."
            ),
            mend=Text.of("请由运维岗位办理。", "Ask an operator."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class FlowUnknown(Refusal):
    """No published flow has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="cases.flow_unknown",
            message=Text.of(f"没有办理流程“{code}”。", f"There is no flow “{code}”."),
            mend=Text.of("请核对流程代码。", "Check the code."),
            kind=RefusalKind.NOT_FOUND,
        )


_MOVES = {
    "decision_not_reached": Text.of(
        "流程还没有走到决定环节。", "The flow has not reached the decision."
    ),
    "not_this_agency": Text.of("这个环节现在不由本机关办理。", "It is not this agency's turn."),
    "step_not_open": Text.of("这个环节现在没有打开。", "This step is not open now."),
    "outcome_unknown": Text.of("没有选择办理结果。", "No outcome of the step is chosen."),
    "no_return_there": Text.of("不能退回到那里。", "It cannot be returned there."),
    "lead_only": Text.of("只有牵头机关可以退回。", "Only the lead agency may return it."),
    "decide_instead": Text.of("这个环节要作出决定。", "This step takes a decision."),
    "has_it_already": Text.of("那个机关已经在办这个环节。", "That agency has the step already."),
    "cannot_hand_over": Text.of(
        "不能移交给那个机关。", "The case cannot be handed over to that agency."
    ),
}


class MoveNotPossible(Refusal):
    """The flow does not allow this now; ``why`` is the stable reason of the flow."""

    def __init__(self, why: str) -> None:
        said = _MOVES.get(why, Text.of("流程不允许这样办理。", "The flow does not allow this."))
        super().__init__(code=f"cases.{why}", message=said, mend=_RELOAD, kind=RefusalKind.CONFLICT)


class NothingToFindBy(Refusal):
    """The desk was asked to find a case without anything to find it by."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.nothing_to_find_by",
            message=Text.of(
                "没有可以用来查找的内容。",
                "There is nothing here to find a case by.",
            ),
            mend=Text.of(
                "请填写办件编号（至少前14位）、居民身份证号或统一社会信用代码，或者选择一个事项。",
                "Enter a case number (14 digits at least), an ID number or a credit code,"
                " or choose a service.",
            ),
        )


class TooManyTries(Refusal):
    """Too many wrong query codes for this number."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.too_many_tries",
            message=Text.of(
                "这个办件编号的查询次数过多，暂停查询。",
                "Too many tries for this case number; tracking is paused.",
            ),
            mend=Text.of(
                "请15分钟后再试，或登录后在“我的办件”里查看。",
                "Try again in 15 minutes, or sign in and look in “My cases”.",
            ),
            kind=RefusalKind.TOO_MANY,
        )


class FeeNotPaid(Refusal):
    """A fee of the case is neither paid nor waived, so it is not granted yet."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.fee_not_paid",
            message=Text.of(
                "费用还没有缴清，也没有免缴，现在不能准予。",
                "The fee is neither paid nor waived, so the case cannot be approved yet.",
            ),
            mend=Text.of(
                "请等申请人缴费；符合减免条件的，由审批岗位免缴。",
                "Wait for the payment; where the law allows it an approver waives the fee.",
            ),
            kind=RefusalKind.CONFLICT,
        )
