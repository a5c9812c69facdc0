"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.commitments.domain.credit import CreditState
from tongban.commitments.domain.steps import PromiseState
from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class PromiseNotOpen(Refusal):
    """Who asks may not promise, or nobody may here; the ordinary way stays open."""

    def __init__(self, reason: Text) -> None:
        super().__init__(
            code="commitments.promise_not_open",
            message=Text.of(
                f"这次不能用告知承诺办理：{reason.zh}。",
                f"It cannot be handled by promise this time: {reason.en}.",
            ),
            mend=Text.of(
                "请选择“一般程序”，按材料审查办理，条件和结果是一样的。",
                "Choose the ordinary procedure; conditions and result are the same.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class PromiseNotFound(Refusal):
    """There is none, or it is not this reader's: the same answer."""

    def __init__(self) -> None:
        super().__init__(
            code="commitments.not_found",
            message=Text.of(
                "没有找到，或者不归您办理。", "There is none, or it is not yours to handle."
            ),
            mend=Text.of(
                "请从“告知承诺”或者“我的信用”里打开。",
                "Open it from the list of promises or from your credit page.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class StepNotOpen(Refusal):
    """This cannot happen where the promise or the record stands."""

    def __init__(self, state: PromiseState | CreditState) -> None:
        super().__init__(
            code="commitments.step_not_open",
            message=Text.of(
                f"当前状态是“{state.label.zh}”，不能这样办。",
                f"It is “{state.label.en}”; that cannot be done now.",
            ),
            mend=Text.of("请刷新页面，看看现在的状态。", "Load the page again and look."),
            kind=RefusalKind.CONFLICT,
        )


class WordsNeeded(Refusal):
    """An act that somebody must be able to answer says why; all faults at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="commitments.words_needed",
            message=Text.of("还有内容没有写明。", "Something is not stated yet."),
            mend=Text.of("请写明后再提交。", "State it and send again."),
            problems=tuple(problems),
        )


def need_words(words: str, where: str = "words") -> None:
    """Some words, at most 2,000 characters. Refuses WordsNeeded."""
    if words.strip() and len(words) <= 2000:
        return
    message = (
        Text.of("超过了2000字。", "It is longer than 2,000 characters.")
        if words.strip()
        else Text.of("这里要写明。", "This must be stated.")
    )
    mend = Text.of("请用一两句话写清楚。", "One or two sentences will do.")
    raise WordsNeeded((Problem(where, "commitments.word_missing", message, mend),))
