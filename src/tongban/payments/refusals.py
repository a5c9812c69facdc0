"""What this room refuses."""

from __future__ import annotations

from tongban.kernel.money import Money
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.payments.views import NoticeState


class NoticeNotFound(Refusal):
    """There is no such payment notice, or it is not the reader's."""

    def __init__(self) -> None:
        super().__init__(
            code="payments.notice_not_found",
            message=Text.of("没有找到这张缴款通知书。", "This payment notice was not found."),
            mend=Text.of(
                "请从“我的缴费”里打开；替别人缴费请先切换身份。",
                "Open it from “My payments”; to pay for somebody else switch to them first.",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


class NothingDue(Refusal):
    """The notice is not waiting to be paid: paid already, waived, cancelled or refunded."""

    def __init__(self, state: NoticeState) -> None:
        super().__init__(
            code="payments.nothing_due",
            message=Text.of(
                f"这张缴款通知书不用再缴费（{state.label.zh}）。",
                f"Nothing is due on this notice ({state.label.en}).",
            ),
            mend=Text.of("请刷新页面查看最新状态。", "Reload the page to see how it stands."),
            kind=RefusalKind.CONFLICT,
        )


class ChargeWithoutBasis(Refusal):
    """A fee without an article, or without a fixed amount above nothing, is not charged."""

    def __init__(self, name: Text) -> None:
        super().__init__(
            code="payments.charge_without_basis",
            message=Text.of(
                f"收费项目“{name.zh}”没有依据或者没有确定的金额，不能收费。",
                f"The fee “{name.en}” has no legal basis or no fixed amount; it is not charged.",
            ),
            mend=Text.of(
                "请在事项清单里写明收费依据和标准。", "State its basis and standard in the item."
            ),
            kind=RefusalKind.CONFLICT,
        )


class PaymentNotForYou(Refusal):
    """Waiving, refunding and reconciling are for the posts the policies name."""

    def __init__(self) -> None:
        super().__init__(
            code="payments.not_for_you",
            message=Text.of(
                "您的岗位不能办理这一步。", "Your post does not carry the duty for this step."
            ),
            mend=Text.of(
                "减免和退款由收费机关的审批岗位办理，对账由运维或者监督岗位办理。",
                "An approver of the charging agency waives and refunds; "
                "operators and supervisors reconcile.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class ReasonMissing(Refusal):
    """Waiving and refunding need a reason that the payer will read."""

    def __init__(self) -> None:
        super().__init__(
            code="payments.reason_missing",
            message=Text.of("请写明理由。", "Please give the reason."),
            mend=Text.of("理由会告诉缴款人，最多500字。", "The payer reads it; 500 characters."),
        )


class NotRefundable(Refusal):
    """Only what was paid can be refunded, once."""

    def __init__(self, state: NoticeState) -> None:
        super().__init__(
            code="payments.not_refundable",
            message=Text.of(
                f"这张缴款通知书现在是“{state.label.zh}”，不能退款。",
                f"This notice is “{state.label.en}” and cannot be refunded.",
            ),
            mend=Text.of("只有已缴费的可以退款。", "Only what was paid can be refunded."),
            kind=RefusalKind.CONFLICT,
        )


class CallbackNotGenuine(Refusal):
    """The callback carries no good signature of a channel we know, or names no order of ours."""

    def __init__(self) -> None:
        super().__init__(
            code="payments.callback_not_genuine",
            message=Text.of(
                "回调的签名或者内容不对。", "The callback's signature or content is wrong."
            ),
            mend=Text.of(
                "请用渠道密钥签名后重发。", "Sign it with the channel's key and send it again."
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class ChannelAway(Refusal):
    """The payment channel does not answer now; nothing was charged."""

    def __init__(self) -> None:
        super().__init__(
            code="payments.channel_away",
            message=Text.of(
                "支付渠道暂时没有回应，没有扣款。",
                "The payment channel does not answer; nothing was charged.",
            ),
            mend=Text.of(
                "请过几分钟再试；也可以凭缴款码到窗口缴费。",
                "Try again in a few minutes, or pay at a window with the notice number.",
            ),
            kind=RefusalKind.UNAVAILABLE,
        )


class PartNotPossible(Refusal):
    """A part that is not above nothing, more than is left, or of a notice paid at once."""

    def __init__(self, left: Money) -> None:
        super().__init__(
            code="payments.part_not_possible",
            message=Text.of(
                f"这一笔金额不行：最多 {left}，要大于零。",
                f"That amount is not possible: above nothing and at most {left}.",
            ),
            mend=Text.of(
                "请改金额，或者刷新页面看还剩多少。",
                "Change the amount, or reload the page to see how much is left.",
            ),
            kind=RefusalKind.CONFLICT,
        )
