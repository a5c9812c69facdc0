"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class SealNotFound(Refusal):
    """There is none, or it is not yours to see: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.not_found",
            message=Text.of("没有找到这枚印章。", "This seal was not found."),
            mend=Text.of(
                "请核对印章，或者由保管这枚印章的人员办理。",
                "Check which seal you mean, or ask its keeper.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class NoSealInForce(Refusal):
    """The agency has no seal that may be put on this, now."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.none_in_force",
            message=Text.of(
                "这个机关目前没有可以用于这件事的电子印章。",
                "This agency has no e-seal in force that may be used for this.",
            ),
            mend=Text.of(
                "请机关的印章管理员查看印章是否停用、到期或不在使用范围内。",
                "Ask its seal keeper whether the seal is suspended, expired or out of scope.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class SealNotYours(Refusal):
    """This actor may not do this with the seal."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.not_yours",
            message=Text.of(
                "您没有使用或管理这枚印章的权限。", "You may not use or manage this seal."
            ),
            mend=Text.of(
                "机关印章由印章管理员使用；企业印章由法定代表人或其授权的人使用。",
                "An agency's seal is for its keepers, a firm's for its legal representative or"
                " whom they authorised.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class SealNotInForce(Refusal):
    """The seal is suspended, revoked or outside its term."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="seals.not_in_force",
            message=Text.of(
                f"这枚印章不能使用：{why.zh}。", f"This seal cannot be used: {why.en}."
            ),
            mend=Text.of(
                "停用的印章由印章管理员恢复后才能使用；注销或到期的请换用新印章。",
                "A suspended seal must first be restored by its keeper; for a revoked or expired"
                " one use the new seal.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class OutsideItsScope(Refusal):
    """The seal may not be put on this kind of thing."""

    def __init__(self, purpose: str) -> None:
        super().__init__(
            code="seals.outside_its_scope",
            message=Text.of(
                f"“{purpose}”不在这枚印章的使用范围内。",
                f"“{purpose}” is outside what this seal may be used for.",
            ),
            mend=Text.of(
                "请换用范围相符的印章，或者申请扩大这枚印章的范围。",
                "Use a seal whose scope fits, or ask for the scope to be widened.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NeedsTwoPersons(Refusal):
    """This use needs a second person."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.needs_two_persons",
            message=Text.of(
                "这类用印须两人办理：一人申请，另一人复核。",
                "This use takes two persons: one asks, another approves.",
            ),
            mend=Text.of("请提交用印申请。", "Hand in a request to use the seal."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class SamePerson(Refusal):
    """Who asked cannot approve."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.same_person",
            message=Text.of(
                "用印申请不能由申请人自己复核。",
                "A request cannot be approved by the one who made it.",
            ),
            mend=Text.of("请另一位印章管理员复核。", "Ask another seal keeper."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class RequestNotOpen(Refusal):
    """The request was answered, or its time is over."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.request_not_open",
            message=Text.of(
                "这份用印申请不存在、已经处理或者已经过期。",
                "This request does not exist, was answered, or has expired.",
            ),
            mend=Text.of("需要用印的，请重新申请。", "Ask again if the seal is still needed."),
            kind=RefusalKind.CONFLICT,
        )


class TooManyUses(Refusal):
    """More uses within the hour than the setting allows."""

    def __init__(self, most: int) -> None:
        super().__init__(
            code="seals.too_many_uses",
            message=Text.of(
                f"这枚印章一小时内已由人工使用{most}次，达到上限。",
                f"People have used this seal {most} times within the hour, which is the limit.",
            ),
            mend=Text.of(
                "请稍后再用；确有需要的，请管理员调整上限。",
                "Wait a while, or ask the operator to raise the limit.",
            ),
            kind=RefusalKind.TOO_MANY,
        )


class StandingNotPossible(Refusal):
    """The seal's standing does not allow this change."""

    def __init__(self, present: Text) -> None:
        super().__init__(
            code="seals.standing_not_possible",
            message=Text.of(
                f"印章目前{present.zh}，不能这样变更。",
                f"The seal is now {present.en}, so this change is not possible.",
            ),
            mend=Text.of("请刷新后再看。", "Reload and look again."),
            kind=RefusalKind.CONFLICT,
        )


class SealDetailsNotRight(Refusal):
    """Some details of a seal, a use or an authorisation are wrong; each is named."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="seals.details_not_right",
            message=Text.of("有的内容需要改正。", "Some details need correcting."),
            mend=Text.of("请按提示逐项改正。", "Correct each one as told."),
            problems=tuple(problems),
        )


class SignerNotFit(Refusal):
    """Nobody is there who could sign: not signed in, or forgotten."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.signer_not_fit",
            message=Text.of(
                "现在无法以您的名义签名。", "A signature in your name is not possible now."
            ),
            mend=Text.of(
                "请先登录本人账号；信息已被删除的账号不能再签名。",
                "Sign in as yourself; an account whose data were deleted can sign no more.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class StatementNotAgreed(Refusal):
    """The declaration was not agreed to in its present words."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.statement_not_agreed",
            message=Text.of(
                "您还没有同意签名声明，申请没有提交。",
                "You have not agreed to the declaration, so nothing was sent.",
            ),
            mend=Text.of(
                "请阅读声明，勾选同意后再签名并提交。",
                "Read the declaration and tick it, then sign and send.",
            ),
        )


class SignInNotOpen(Refusal):
    """Nobody waits for this answer any more, or it was given or used before."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.sign_in_not_open",
            message=Text.of(
                "这次登录请求已经过期或者已经用过。",
                "This request to sign in has expired or was used.",
            ),
            mend=Text.of(
                "请在要登录的设备上重新打开“电子营业执照登录”。",
                "On the device that wants to sign in, open the sign-in by licence again.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class LicenceNotYours(Refusal):
    """Not acting for a firm with a licence in force, or no longer its representative or agent."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.licence_not_yours",
            message=Text.of(
                "您现在没有代表持有有效电子营业执照的企业。",
                "You are not acting for a firm with an electronic business licence in force.",
            ),
            mend=Text.of(
                "请先切换到您担任法定代表人或者受委托的企业。",
                "First switch to the firm that you represent or are authorised by.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class SealKeyNotMade(Refusal):
    """The platform's custody cannot make a key of this kind; ``why`` is what it said."""

    def __init__(self, algorithm: str, why: Text) -> None:
        super().__init__(
            code="seals.key_not_made",
            message=Text.of(
                f"密钥保管处不能制作印章密钥（{algorithm}）。{why.zh}",
                f"The keys' place cannot make the key of a seal ({algorithm}). {why.en}",
            ),
            mend=Text.of(
                "请运维人员在 TONGBAN_KEYS 中再写一处能制作这种密钥的保管处，如 file:。",
                "An operator names one more place in TONGBAN_KEYS that can, such as file:.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class SealKeyReplaced(Refusal):
    """The key in custody is not the one that the seal's certificate names."""

    def __init__(self, name: str) -> None:
        super().__init__(
            code="seals.key_replaced",
            message=Text.of(
                f"密钥 {name} 已轮换，与印章的数字证书不一致，不能用印。",
                f"Key {name} was rotated: it is not the one the seal's certificate names.",
            ),
            mend=Text.of(
                "请运维人员运行 tongban keys renew-seals，为印章换发密钥和证书。",
                "An operator runs tongban keys renew-seals: it gives the seal a new certificate.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class EntrustmentNotFound(Refusal):
    """There is none, or it is not yours to see: the answer is the same."""

    def __init__(self) -> None:
        super().__init__(
            code="seals.entrustment_not_found",
            message=Text.of("没有找到这份用印授权。", "This entrustment was not found."),
            mend=Text.of(
                "请在“企业电子印章”里查看，或换用相应的账号登录。",
                "Look under “Seals of the firm”, or sign in with the account it is for.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class TooManyEntrustments(Refusal):
    """As many persons as may be are entrusted with this seal."""

    def __init__(self, most: int) -> None:
        super().__init__(
            code="seals.too_many_entrustments",
            message=Text.of(
                f"这枚印章的用印授权已达{most}份。", f"There are {most} entrustments of this seal."
            ),
            mend=Text.of("请先收回不再需要的授权。", "End those that are not needed any more."),
            kind=RefusalKind.CONFLICT,
        )
