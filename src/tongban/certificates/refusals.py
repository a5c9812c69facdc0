"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import EN, Text


class CertificateNotFound(Refusal):
    """There is none, or it is not yours: the answer is the same so that nothing leaks."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.not_found",
            message=Text.of("没有找到这份证照。", "This certificate was not found."),
            mend=Text.of(
                "请在“我的证照”里查看，或换用持证主体的账号登录。",
                "Look in “My certificates”, or sign in as its holder.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class CertificateTypeNotFound(Refusal):
    """No published certificate type has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            code="certificates.type_not_found",
            message=Text.of(f"没有证照类型“{code}”。", f"There is no certificate type “{code}”."),
            mend=Text.of(
                "请管理员发布含有它的内容包。", "Ask the operator to publish a pack that has it."
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class BundleTooLarge(Refusal):
    """More certificates have changed than a trust bundle may list."""

    def __init__(self, most: int) -> None:
        super().__init__(
            code="certificates.bundle_too_large",
            message=Text.of(
                f"状态有变更的证照超过 {most} 份，信任包放不下。",
                f"More than {most} certificates have changed their status: too many for a bundle.",
            ),
            mend=Text.of("请改用在线核验。", "Let verifiers ask online instead."),
            kind=RefusalKind.UNAVAILABLE,
        )


class IssuerNotAllowed(Refusal):
    """The actor may not act for this agency; or, with a ``type_name``, the agency is of another
    line 条 than the one that issues the type."""

    def __init__(self, type_name: Text | None = None) -> None:
        if type_name is not None:
            super().__init__(
                code="certificates.type_not_theirs",
                message=Text.of(
                    f"“{type_name.zh}”不属于这个机关所在条线的签发权限。",
                    f"“{type_name.in_language(EN)}” is issued by bodies of another line than"
                    " this one.",
                ),
                mend=Text.of(
                    "请由有权机关签发，或请管理员核对证照类型的 issuer_line。",
                    "Let a competent body issue it, or ask the operator to check the type's"
                    " issuer_line.",
                ),
                kind=RefusalKind.NOT_ALLOWED,
            )
            return
        super().__init__(
            code="certificates.issuer_not_allowed",
            message=Text.of(
                "您的岗位不能签发或变更这个机关的证照。",
                "Your post may not issue or change certificates of this agency.",
            ),
            mend=Text.of("请由该机关有审批职责的人员办理。", "Ask an approver of that agency."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class StatusChangeNotPossible(Refusal):
    """The certificate's status does not allow this change."""

    def __init__(self, present: Text) -> None:
        super().__init__(
            code="certificates.status_change_not_possible",
            message=Text.of(
                f"证照目前的状态是“{present.zh}”，不能这样变更。",
                f"The certificate is now “{present.en}”, so this change is not possible.",
            ),
            mend=Text.of("请刷新后再看。", "Reload and look again."),
            kind=RefusalKind.CONFLICT,
        )


class StatusDayNotPossible(Refusal):
    """The change cannot take effect on that day."""

    def __init__(self, first: date, today: date) -> None:
        super().__init__(
            code="certificates.status_day_not_possible",
            message=Text.of(
                f"生效日期应在{first.isoformat()}至{today.isoformat()}之间。",
                f"It can take effect from {first.isoformat()} to {today.isoformat()} only.",
            ),
            mend=Text.of(
                "只有撤销可以追溯到签发之日；请改生效日期。",
                "Only a rescission reaches back to the day of issue: change the day.",
            ),
        )


class NoSuccessor(Refusal):
    """A certificate is followed once, by one of the same type for the same holder."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.no_successor",
            message=Text.of(
                "这张证照已有后续证照，或持证主体、证照类型不一致，不能再延续、变更或转入。",
                "This certificate has been followed already, or holder or type differ.",
            ),
            mend=Text.of("请打开最新的一张再办理。", "Open the newest one and start from it."),
            kind=RefusalKind.CONFLICT,
        )


class CertificateNotInForce(Refusal):
    """It is suspended, ended or expired: nobody uses or shares such a certificate."""

    def __init__(self, why: Text) -> None:
        super().__init__(
            code="certificates.not_in_force",
            message=why,
            mend=Text.of(
                "请先办理延续或恢复，再使用或授权。", "Have it renewed or given back first."
            ),
            kind=RefusalKind.CONFLICT,
        )


class SharingDetailsNotRight(Refusal):
    """Something about a lending, copy or presentation is missing or wrong; all of it at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="certificates.sharing_details_not_right",
            message=Text.of(
                f"有{len(problems)}处需要改正，还没有生效。",
                f"{len(problems)} things need mending. Nothing was done yet.",
            ),
            mend=Text.of("请改正后再提交。", "Mend them and send it again."),
            problems=tuple(problems),
        )


class OnwardLendingRefused(Refusal):
    """What was lent to somebody is not theirs to lend, copy or show."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.onward_lending_refused",
            message=Text.of(
                "这张证照是别人授权给您使用的，不能再转授权。",
                "This certificate was lent to you: it cannot be lent on.",
            ),
            mend=Text.of("请持证主体直接授权。", "Ask its holder to lend it directly."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class TooManyShares(Refusal):
    """A certificate has a limited number of open lendings and copies."""

    def __init__(self, most: int) -> None:
        super().__init__(
            code="certificates.too_many_shares",
            message=Text.of(
                f"一张证照同时有效的授权和加注件不能超过{most}份。",
                f"A certificate has at most {most} open lendings or copies.",
            ),
            mend=Text.of("请先收回不再需要的。", "End those no longer needed first."),
            kind=RefusalKind.TOO_MANY,
        )


class StatusListNotFound(Refusal):
    """No such list, or everything in it has long expired."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.status_list_not_found",
            message=Text.of(
                "没有这份状态列表，或其中的出示都已过期。",
                "There is no such status list, or everything in it has expired.",
            ),
            mend=Text.of("请对方重新出示。", "Ask the holder to show it again."),
            kind=RefusalKind.NOT_FOUND,
        )


class LendingNotFound(Refusal):
    """There is none, or you are neither its lender nor its borrower."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.lending_not_found",
            message=Text.of("没有找到这份授权。", "This authorisation was not found."),
            mend=Text.of("请在“授权”里查看。", "Look in “Authorisations”."),
            kind=RefusalKind.NOT_FOUND,
        )


class LendingNotInForce(Refusal):
    """The lending was ended, is over, or has not begun."""

    def __init__(self, state: Text) -> None:
        super().__init__(
            code="certificates.lending_not_in_force",
            message=Text.of(
                f"这份授权{state.zh}，现在不能使用。",
                f"This authorisation cannot be used now: {state.en.lower()}.",
            ),
            mend=Text.of("请联系持证主体重新授权。", "Ask the holder to lend it again."),
            kind=RefusalKind.GONE,
        )


class CopyNotFound(Refusal):
    """There is no such copy, or it is not yours."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.copy_not_found",
            message=Text.of("没有找到这份加注件。", "This annotated copy was not found."),
            mend=Text.of("请在证照页面里查看。", "Look on the certificate's page."),
            kind=RefusalKind.NOT_FOUND,
        )


class CopyOver(Refusal):
    """The copy was withdrawn or is past its term: no file of it is made any more."""

    def __init__(self, state: Text) -> None:
        super().__init__(
            code="certificates.copy_over",
            message=Text.of(
                f"这份加注件{state.zh}，不能再下载。",
                f"This annotated copy cannot be downloaded any more: {state.en.lower()}.",
            ),
            mend=Text.of(
                "请在证照页面里重新制作一份。", "Make a new one on the certificate's page."
            ),
            kind=RefusalKind.GONE,
        )


class PresentationNotFound(Refusal):
    """There is no such presentation."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.presentation_not_found",
            message=Text.of("没有找到这次出示。", "There is nothing shown under this code."),
            mend=Text.of("请持证主体重新出示。", "Ask the holder to show it again."),
            kind=RefusalKind.NOT_FOUND,
        )


class PresentationOver(Refusal):
    """It has expired, was ended, or another browser opened it first."""

    def __init__(self, state: Text) -> None:
        super().__init__(
            code="certificates.presentation_over",
            message=Text.of(
                f"这次出示{state.zh}，不能再查看。",
                f"This cannot be looked at any more: {state.en.lower()}.",
            ),
            mend=Text.of("请持证主体重新出示。", "Ask the holder to show it again."),
            kind=RefusalKind.GONE,
        )


class UseNeedsReason(Refusal):
    """An officer says what a certificate is opened for."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.use_needs_reason",
            message=Text.of("调阅证照必须写明用途。", "State what it is opened for."),
            mend=Text.of("请写明办件或事由。", "Name the case or the matter."),
        )


class LevelNotAllowed(Refusal):
    """The certificate type does not take copies of this trust level."""

    def __init__(self, level: Text) -> None:
        super().__init__(
            code="certificates.level_not_allowed",
            message=Text.of(
                f"这类证照不接受“{level.zh}”。", f"This type does not take copies of “{level.en}”."
            ),
            mend=Text.of(
                "请使用签发机关提供的电子证照，或到窗口核对原件。",
                "Use the issuing body's own certificate, or show the original at a window.",
            ),
        )


class AttestNotAllowed(Refusal):
    """Only a window clerk of the body that handles the case compares with the original."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.attest_not_allowed",
            message=Text.of(
                "只有本机关的窗口人员可以核对原件。",
                "Only a window clerk of this body may check an original.",
            ),
            mend=Text.of("请由窗口人员核对。", "Ask a window clerk."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class KeptCopyNotFound(Refusal):
    """There is no such kept copy, or it is not yours."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.kept_copy_not_found",
            message=Text.of("没有找到这份自存证照。", "This kept copy was not found."),
            mend=Text.of("请在“我的证照”里查看。", "Look in “My certificates”."),
            kind=RefusalKind.NOT_FOUND,
        )


class BatchNotReadable(Refusal):
    """The list cannot be issued from: wrong columns, too many rows, or not a list at all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="certificates.batch_not_readable",
            message=Text.of(
                "名单不能用来批量制证，还没有签发任何证照。",
                "The list cannot be issued from. Nothing was issued.",
            ),
            mend=Text.of("请按提示改正后重新提交。", "Mend what is listed and send it again."),
            problems=tuple(problems),
        )


class BatchNotFound(Refusal):
    """There is no such batch, or it is another body's."""

    def __init__(self) -> None:
        super().__init__(
            code="certificates.batch_not_found",
            message=Text.of("没有找到这个批次。", "This batch was not found."),
            mend=Text.of("请从批次列表进入。", "Open it from the list of batches."),
            kind=RefusalKind.NOT_FOUND,
        )


class RareCharacterUnprintable(Refusal):
    """No font of this machine draws a character of the certificate: nothing is sealed."""

    def __init__(self, characters: str) -> None:
        named = [f"{each}（U+{ord(each):04X}）" for each in characters[:8]]
        super().__init__(
            code="certificates.rare_character_unprintable",
            message=Text.of(
                f"本系统的字体里没有这些字：{'、'.join(named)}。为避免印错或漏印，没有生成证照文件；"
                "证照本身仍然有效，可以出示和核验。",
                "The fonts here lack these characters: "
                + ", ".join(f"{each} (U+{ord(each):04X})" for each in characters[:8])
                + ". Rather than print a wrong or missing name, no file was made; "
                "the certificate itself is valid and can be shown and verified.",
            ),
            mend=Text.of(
                "请管理员安装含有这些字的 TrueType 字体（如 fonts-babelstone-han、fonts-hanazono）"
                "后再下载。",
                "Ask the operator to install a TrueType font that has them (such as "
                "fonts-babelstone-han or fonts-hanazono), then download again.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )
