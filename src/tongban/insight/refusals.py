"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class IndicatorUnknown(Refusal):
    """There is no indicator of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="insight.indicator_unknown",
            message=Text.of(f"没有指标“{code}”。", f"There is no indicator “{code}”."),
            mend=Text.of("请从指标列表打开。", "Open one from the list of indicators."),
            kind=RefusalKind.NOT_FOUND,
        )
