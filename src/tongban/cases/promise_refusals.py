"""What a promise to hand something in later 容缺 forbids, and what to do then."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class PromisedNotThere(Refusal):
    """It cannot be granted before what was promised is there."""

    def __init__(self, names: Text) -> None:
        super().__init__(
            code="cases.promised_not_there",
            message=Text.of(
                f"承诺补交的材料还没有到：{names.zh}。", f"Promised and not there yet: {names.en}."
            ),
            mend=Text.of(
                "请等申请人补交；不再需要的，先写明理由免于补交。",
                "Wait for it; when it is no longer needed, say why and go on without it first.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class PromiseStillRuns(Refusal):
    """The promised day has not passed."""

    def __init__(self) -> None:
        super().__init__(
            code="cases.promise_still_runs",
            message=Text.of(
                "承诺补交的期限还没有到，不能终止。",
                "The promised day has not passed, so it cannot be ended.",
            ),
            mend=Text.of("请等到期限届满。", "Wait until that day is over."),
            kind=RefusalKind.CONFLICT,
        )
