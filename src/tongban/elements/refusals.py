"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class ElementUnknown(Refusal):
    """No such data element is published."""

    def __init__(self, element_ids: tuple[str, ...]) -> None:
        listed = ", ".join(element_ids)
        super().__init__(
            "elements.element_unknown",
            Text.of(f"没有这些数据元：{listed}。", f"These data elements do not exist: {listed}."),
            Text.of("请在数据元目录中核对。", "Look them up in the register of elements."),
            RefusalKind.NOT_FOUND,
        )


class SourceUnknown(Refusal):
    """No such source is published."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "elements.source_unknown",
            Text.of(f"没有代码为 {code} 的数源。", f"There is no source {code}."),
            Text.of("请在数源目录中核对。", "Look it up in the register of sources."),
            RefusalKind.NOT_FOUND,
        )


class LookUpNotAllowed(Refusal):
    """Neither the person's own act nor an officer's work on a case."""

    def __init__(self) -> None:
        super().__init__(
            "elements.look_up_not_allowed",
            Text.of(
                "查询他人数据要有授权，或者是正在办理的办件所必需。",
                "Someone's data is looked up only under a mandate or for a case being handled.",
            ),
            Text.of(
                "请从对应的办件中查询，或者先取得授权。",
                "Look it up from the case it is needed for, or obtain a mandate.",
            ),
            RefusalKind.NOT_ALLOWED,
        )


class RegisterNotYours(Refusal):
    """Only the platform or its operator writes the demo's twin registers."""

    def __init__(self) -> None:
        super().__init__(
            "elements.register_not_yours",
            Text.of("您不能改写登记库的数据。", "You may not write to this register."),
            Text.of("请由数源部门更正数据。", "Ask the agency that holds the register."),
            RefusalKind.NOT_ALLOWED,
        )


class RegisterRowsNotRight(Refusal):
    """Rows hold elements of another source, or values of the wrong kind; all are listed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "elements.register_rows_not_right",
            Text.of(
                "登记库数据有误，没有写入任何一行。", "The rows hold faults; none was written."
            ),
            Text.of("请逐项改正后重新写入。", "Correct each of them and write again."),
            RefusalKind.INVALID,
            problems,
        )
