"""What the room will not do."""

from __future__ import annotations

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class SubjectUnknown(Refusal):
    """No such person or firm, or not one this reader may know of."""

    def __init__(self) -> None:
        super().__init__(
            "identity.subject_unknown",
            Text.of("没有找到这个人或企业。", "This person or firm was not found."),
            Text.of("请核对后重试。", "Check the details and try again."),
            RefusalKind.NOT_FOUND,
        )


class NotYours(Refusal):
    """The actor neither is, nor represents, nor is in charge of this subject."""

    def __init__(self) -> None:
        super().__init__(
            "identity.not_yours",
            Text.of(
                "这是别人的信息，您没有得到授权。",
                "This belongs to someone else and you hold no mandate for it.",
            ),
            Text.of(
                "请本人办理，或者先取得授权委托。",
                "Let the person act, or obtain a mandate first.",
            ),
            RefusalKind.NOT_ALLOWED,
        )


class DetailsNotRight(Refusal):
    """Some details of a person, firm or mandate cannot be accepted; all are listed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "identity.details_not_right",
            Text.of("有些内容需要改正。", "Some details need to be corrected."),
            Text.of("请逐项改正后再提交。", "Correct each of them and submit again."),
            RefusalKind.INVALID,
            problems,
        )


class CheckNotPassed(Refusal):
    """What was shown is not what is on record."""

    def __init__(self) -> None:
        super().__init__(
            "identity.check_not_passed",
            Text.of(
                "核验没有通过：和登记的信息对不上。您的身份等级没有变化。",
                "The check did not pass: it does not match the record. Your level is unchanged.",
            ),
            Text.of(
                "请核对后再试，或带身份证到窗口核验。",
                "Try again, or show your identity card at a window.",
            ),
            RefusalKind.INVALID,
        )


class TooManyChecks(Refusal):
    """Five tries failed within a day."""

    def __init__(self) -> None:
        super().__init__(
            "identity.too_many_checks",
            Text.of(
                "今天已经有5次没有通过，暂停网上核验。",
                "Five tries failed today; checks on line are paused.",
            ),
            Text.of(
                "请明天再试，或带身份证到窗口核验。",
                "Try again tomorrow, or show your identity card at a window.",
            ),
            RefusalKind.TOO_MANY,
        )


class CheckAbsent(Refusal):
    """No register to compare with is connected here."""

    def __init__(self) -> None:
        super().__init__(
            "identity.check_absent",
            Text.of("网上核验暂时不能用。", "Checks on line are not available now."),
            Text.of("请带身份证到窗口核验。", "Please show your identity card at a window."),
            RefusalKind.UNAVAILABLE,
        )


class IdentifierTaken(Refusal):
    """The number already belongs to another subject."""

    def __init__(self) -> None:
        super().__init__(
            "identity.identifier_taken",
            Text.of(
                "这个证件号码已经登记在另一个主体名下。",
                "This number is already registered to someone else.",
            ),
            Text.of(
                "请核对号码；如果号码没错，请到窗口申请核实。",
                "Check the number; if it is right, ask a service hall to verify it.",
            ),
            RefusalKind.CONFLICT,
        )


class AccountUnknown(Refusal):
    """No such account, or it is closed."""

    def __init__(self) -> None:
        super().__init__(
            "identity.account_unknown",
            Text.of("没有这个账户，或者账户已经关闭。", "There is no such open account."),
            Text.of("请重新选择登录方式。", "Choose another way to sign in."),
            RefusalKind.SIGN_IN,
        )


class DemoSignInClosed(Refusal):
    """Demo accounts open nothing outside the demo profile."""

    def __init__(self) -> None:
        super().__init__(
            "identity.demo_sign_in_closed",
            Text.of("本平台没有开放演示登录。", "Demo sign-in is not open on this platform."),
            Text.of("请用实名账户登录。", "Sign in with your own account."),
            RefusalKind.NOT_ALLOWED,
        )


class MandateUnknown(Refusal):
    """No running mandate of that id."""

    def __init__(self) -> None:
        super().__init__(
            "identity.mandate_unknown",
            Text.of("没有找到有效的授权委托。", "No mandate in force was found."),
            Text.of("请重新办理授权委托。", "Grant a new mandate."),
            RefusalKind.NOT_FOUND,
        )


class MandateExists(Refusal):
    """The same mandate is already running."""

    def __init__(self) -> None:
        super().__init__(
            "identity.mandate_exists",
            Text.of("同样的授权委托正在生效。", "The same mandate is already in force."),
            Text.of(
                "如需更改，请先撤销原来的委托。", "To change it, revoke the present one first."
            ),
            RefusalKind.CONFLICT,
        )
