"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class TableNotFound(Refusal):
    """No published decision table has this code (or this version)."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="decisions.table_not_found",
            message=Text.of(f"没有决策表“{code}”。", f"There is no decision table “{code}”."),
            mend=Text.of(
                "请管理员发布含有该表的内容包。",
                "Ask the operator to publish a pack that has it.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )
