"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class PolicyNotFound(Refusal):
    """There is no such policy."""

    def __init__(self) -> None:
        super().__init__(
            code="policies.not_found",
            message=Text.of("没有找到这项政策。", "This policy was not found."),
            mend=Text.of("请从政策库里打开。", "Open it from the library of policies."),
            kind=RefusalKind.NOT_FOUND,
        )


class MatchingNotForYou(Refusal):
    """Only people and firms have policies looked for."""

    def __init__(self) -> None:
        super().__init__(
            code="policies.not_for_you",
            message=Text.of(
                "政策推荐只为个人和企业本身查找。",
                "Policies are looked for on behalf of people and firms only.",
            ),
            mend=Text.of("请用个人或企业账户登录。", "Sign in as a person or for a firm."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class MatchingNotAgreed(Refusal):
    """Nothing is looked up without consent."""

    def __init__(self) -> None:
        super().__init__(
            code="policies.not_agreed",
            message=Text.of(
                "您还没有开启政策推荐，系统不会查询您的信息。",
                "You have not agreed to it, so nothing about you is looked up.",
            ),
            mend=Text.of("需要时先点“同意并查找”。", "Press “Agree and look” first."),
            kind=RefusalKind.CONFLICT,
        )
