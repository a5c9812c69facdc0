"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class NotYoursToOversee(Refusal):
    """There is none, or another body oversees it: the same answer."""

    def __init__(self) -> None:
        super().__init__(
            code="supervision.not_yours",
            message=Text.of(
                "没有找到，或者不归您的机关监管。",
                "There is none, or another body oversees it.",
            ),
            mend=Text.of(
                "请用监管机关检查岗的账号办理。",
                "Use an account with an inspector's post of the body that oversees it.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class NobodyToDraw(Refusal):
    """There is no business on the list, or fewer inspectors than each inspection takes."""

    def __init__(self, businesses: int, inspectors: int, each: int) -> None:
        super().__init__(
            code="supervision.nobody_to_draw",
            message=Text.of(
                f"名录里有{businesses}户经营主体、{inspectors}个检查岗，每户要{each}个检查岗，不能抽取。",
                f"The lists hold {businesses} businesses and {inspectors} inspecting posts;"
                f" each inspection takes {each}. Nothing can be drawn.",
            ),
            mend=Text.of(
                "等有新的许可办结，或者请管理员增设检查岗。",
                "Wait for approvals, or ask for more inspecting posts.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class DrawAlreadyOpen(Refusal):
    """A draw of this plan was announced and not held yet."""

    def __init__(self) -> None:
        super().__init__(
            code="supervision.draw_open",
            message=Text.of(
                "这个计划已经公告了一次抽取，还没有抽。",
                "A draw of this plan has been announced and not held yet.",
            ),
            mend=Text.of("请先完成那一次。", "Let that one be held first."),
            kind=RefusalKind.CONFLICT,
        )


class FindingNotComplete(Refusal):
    """What was found must be said in words that can be published."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            code="supervision.finding_not_complete",
            message=Text.of("检查结果没有记录。", "The finding was not recorded."),
            mend=Text.of("请改正下列问题。", "Mend what is listed."),
            problems=problems,
        )


class FindingStands(Refusal):
    """A published finding is not written over."""

    def __init__(self) -> None:
        super().__init__(
            code="supervision.finding_stands",
            message=Text.of(
                "这户的检查结果已经公示。", "The finding on this business stands published."
            ),
            mend=Text.of(
                "有出入的，请走更正程序。", "If it is wrong, have it corrected by procedure."
            ),
            kind=RefusalKind.CONFLICT,
        )
