"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class FormUnknown(Refusal):
    """No such form is published."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "forms.form_unknown",
            Text.of(f"没有编号为 {code} 的表单。", f"There is no form {code}."),
            Text.of("请从办事指南进入。", "Start from the guide of the service."),
            RefusalKind.NOT_FOUND,
        )


class FormNotComplete(Refusal):
    """Some answers are missing or wrong; ``problems`` holds one entry per field, in form order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        super().__init__(
            "forms.not_complete",
            Text.of(
                f"有 {count} 处需要填写或改正。",
                f"{count} answer{'s' if count > 1 else ''} must be filled in or corrected.",
            ),
            Text.of(
                "请逐项改正后再提交，已填内容都会保留。", "Correct each; your answers are kept."
            ),
            RefusalKind.INVALID,
            problems,
        )


class SignInToKeepDrafts(Refusal):
    """Drafts belong to a person; nobody has signed in."""

    def __init__(self) -> None:
        super().__init__(
            "forms.sign_in_to_keep_drafts",
            Text.of("登录后才能暂存。", "Drafts are kept only for people who have signed in."),
            Text.of("请先登录，页面上的内容不会丢失。", "Sign in; what is on the page stays."),
            RefusalKind.SIGN_IN,
        )


class DraftChangedElsewhere(Refusal):
    """Another device saved a newer draft."""

    def __init__(self) -> None:
        super().__init__(
            "forms.draft_changed_elsewhere",
            Text.of(
                "这份草稿在另一台设备上已经更新。",
                "This draft was saved from another device in the meantime.",
            ),
            Text.of("请重新打开草稿，再继续填写。", "Open the draft again and go on from there."),
            RefusalKind.CONFLICT,
        )


class DraftTooLarge(Refusal):
    """A draft holds more than any form could ask."""

    def __init__(self) -> None:
        super().__init__(
            "forms.draft_too_large",
            Text.of("暂存的内容过多。", "The draft holds too much."),
            Text.of("请缩短文字，附件请用上传。", "Shorten the texts; upload files as files."),
            RefusalKind.TOO_LARGE,
        )


class PublishingFormsNotAllowed(Refusal):
    """Only the pack publisher changes forms."""

    def __init__(self) -> None:
        super().__init__(
            "forms.publishing_not_allowed",
            Text.of("您没有发布表单的权限。", "You may not publish forms."),
            Text.of("请联系平台运行管理员。", "Ask the platform's operator."),
            RefusalKind.NOT_ALLOWED,
        )
