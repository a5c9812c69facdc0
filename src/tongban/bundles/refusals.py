"""What this room refuses, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class BundleUnknown(Refusal):
    """There is no bundle of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "bundles.unknown",
            Text.of(f"没有“{code}”这件事。", f"There is no bundle “{code}”."),
            Text.of("请从“一件事”列表里选。", "Choose one from the list of bundles."),
            RefusalKind.NOT_FOUND,
        )


class BundleCaseNotFound(Refusal):
    """There is none, or it is not yours: the same answer, so that nothing leaks."""

    def __init__(self) -> None:
        super().__init__(
            "bundles.case_not_found",
            Text.of("没有找到这件事的办理记录。", "This application was not found."),
            Text.of("请换用申请人的账号登录后再看。", "Sign in as the applicant and look again."),
            RefusalKind.NOT_FOUND,
        )


class BundleNotComplete(Refusal):
    """Something is missing or wrong; every problem of every step at once, each told once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "bundles.not_complete",
            Text.of(f"还有 {len(problems)} 处需要补充，没有提交。",
                    f"{len(problems)} things are missing or wrong; nothing was sent."),
            Text.of("请按提示一次补齐。", "Put them right as said; that is the whole list."),
            problems=problems,
        )  # fmt: skip


class BundleNotForYou(Refusal):
    """Not signed in, or the bundle is for another kind of party."""

    def __init__(self) -> None:
        super().__init__(
            "bundles.not_for_you",
            Text.of("这件事要由申请人本人或其代表登录后办理。",
                    "This is applied for by whom it concerns, or who represents them."),
            Text.of("请登录，或切换到要为其办理的人或企业。",
                    "Sign in, or switch to the person or firm it is for."),
            RefusalKind.NOT_ALLOWED,
        )  # fmt: skip


class BundleChanged(Refusal):
    """It went on since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "bundles.changed",
            Text.of("您打开页面之后，这件事有了新的进展。",
                    "This application has gone on since you opened the page."),
            Text.of("请刷新页面，核对后再办。", "Reload the page, check, and try again."),
            RefusalKind.CONFLICT,
        )  # fmt: skip


class StepNotOpen(Refusal):
    """The step cannot be taken up now."""

    def __init__(self) -> None:
        super().__init__(
            "bundles.step_not_open",
            Text.of(
                "这个环节现在不需要您再提交。", "Nothing is to be handed in for this step now."
            ),
            Text.of(
                "请看进度页上各个环节的情况。", "See where each step stands on the progress page."
            ),
            RefusalKind.CONFLICT,
        )
