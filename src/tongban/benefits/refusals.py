"""What this room refuses."""

from __future__ import annotations

from tongban.benefits.views import BenefitState
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class BenefitNotFound(Refusal):
    """There is no such benefit or policy, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="benefits.not_found",
            message=Text.of("没有找到这项待遇。", "This benefit was not found."),
            mend=Text.of("请从“我的待遇”里打开。", "Open it from “My benefits”."),
            kind=RefusalKind.NOT_FOUND,
        )


class StepNotOpen(Refusal):
    """The benefit has moved on: the step does not fit its state."""

    def __init__(self, state: BenefitState) -> None:
        super().__init__(
            code="benefits.step_not_open",
            message=Text.of(
                f"这项待遇现在是“{state.label.zh}”，不能办理这一步。",
                f"This benefit is “{state.label.en}”; the step does not fit.",
            ),
            mend=Text.of("请刷新页面查看最新状态。", "Reload the page to see how it stands."),
            kind=RefusalKind.CONFLICT,
        )


class BenefitNotForYou(Refusal):
    """Deciding is for approvers of the paying agency, watching for operators and supervisors."""

    def __init__(self) -> None:
        super().__init__(
            code="benefits.not_for_you",
            message=Text.of(
                "您的岗位不能办理这一步。", "Your post does not carry the duty for this step."
            ),
            mend=Text.of(
                "追回和答复异议由发放机关的审批岗位办理。",
                "An approver of the paying agency recovers and answers objections.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class WordsNeeded(Refusal):
    """An objection, its answer and a recovery need words, at most 500 characters."""

    def __init__(self) -> None:
        super().__init__(
            code="benefits.words_needed",
            message=Text.of("请写明理由。", "Please say why."),
            mend=Text.of("写一两句话，最多500字。", "A sentence or two, 500 characters at most."),
        )


class AppealOpen(Refusal):
    """One objection to a policy at a time."""

    def __init__(self) -> None:
        super().__init__(
            code="benefits.appeal_open",
            message=Text.of(
                "您的异议已经收到，正在核实。", "Your objection is here and being looked into."
            ),
            mend=Text.of("请等待答复，不用重复提交。", "Please wait for the answer."),
            kind=RefusalKind.CONFLICT,
        )
