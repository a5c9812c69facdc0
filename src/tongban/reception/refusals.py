"""What this room refuses, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class NotYourWindow(Refusal):
    """The clerk holds no window post for the region of this item."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.not_your_window",
            message=Text.of(
                "您的岗位不能受理这个地区的这个事项。",
                "Your post may not take in this service in this region.",
            ),
            mend=Text.of(
                "请到事项所在地的窗口办理，或由有窗口岗位的同事受理。",
                "Ask a colleague with a window post in the region of the service.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NameNotThatOfNumber(Refusal):
    """The number is on record under another name."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.name_not_that_of_number",
            message=Text.of(
                "这个证件号码登记的姓名和您填写的不一致，没有开始办理。",
                "The name on record for this number is another one, so nothing was begun.",
            ),
            mend=Text.of(
                "请对照证件原件重新核对姓名和号码；证件无误的，按“一人一档”更正流程处理。",
                "Compare name and number with the document; when it is right, have the record"
                " corrected.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class NotActingForFirm(Refusal):
    """No firm has this code, or the person holds nothing that lets them act for it."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.not_acting_for_firm",
            message=Text.of(
                "查不到这家企业，或者来办的人不是它的法定代表人，也没有它的授权。",
                "No such firm is on record, or the person is neither its legal representative nor"
                " holds its mandate.",
            ),
            mend=Text.of(
                "请核对统一社会信用代码；代办人请先由企业在“授权委托”里授权，或带法定代表人一起来。",
                "Check the code; the firm may give a mandate first, or its legal representative"
                " may come along.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class DocumentNotReadable(Refusal):
    """The number on the document is not a number of its kind, or the name is missing."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.document_not_readable",
            message=Text.of(
                "证件号码或姓名不完整，核对不上。",
                "The number or the name of the document is not whole.",
            ),
            mend=Text.of(
                "请重新放卡读取，或照证件逐字填写。",
                "Lay the card on the reader again, or type it as it stands on the document.",
            ),
        )


class HandBackNotWhole(Refusal):
    """It is not said what is handed back, or not why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="reception.hand_back_not_whole",
            message=Text.of(
                "退件单还没有写全，材料还没有退。",
                "The slip is not whole yet; nothing was handed back.",
            ),
            mend=Text.of("请按提示补齐，再退件。", "Complete what is marked, then hand it back."),
            problems=tuple(problems),
        )


class SittingNotFound(Refusal):
    """There is none, or it is a colleague's."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.sitting_not_found",
            message=Text.of("没有找到这次受理。", "This sitting was not found."),
            mend=Text.of("请从“窗口收件”重新开始。", "Begin anew from “Take in”."),
            kind=RefusalKind.NOT_FOUND,
        )


class SittingOver(Refusal):
    """It has ended: handed in, left as a draft or broken off."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.sitting_over",
            message=Text.of("这次受理已经结束。", "This sitting has ended."),
            mend=Text.of(
                "要继续办理，请重新核验证件后再开始。",
                "To go on, check the document again and begin anew.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class SignedByThePersonOnly(Refusal):
    """Nothing is sent for somebody on the phone: they finish it themselves."""

    def __init__(self) -> None:
        super().__init__(
            code="reception.signed_by_the_person_only",
            message=Text.of(
                "电话中无法签名，不能代为提交。",
                "Nobody can sign on the phone, so it cannot be sent from here.",
            ),
            mend=Text.of(
                "请保存为草稿：本人登录后或到窗口核对签名，再提交。",
                "Keep it as a draft: the person signs in, or comes to a window, and sends it.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class DeviceAbsent(Refusal):
    """No such device is connected at this window."""

    def __init__(self, device: Text, instead: Text) -> None:
        super().__init__(
            code="reception.device_absent",
            message=Text.of(
                f"这个窗口没有连接{device.zh}。",
                f"No {device.en} is connected at this window.",
            ),
            mend=instead,
            kind=RefusalKind.UNAVAILABLE,
        )


class NothingOnTheDevice(Refusal):
    """The device answered with nothing: no card, no sheet, no ink."""

    def __init__(self, device: Text) -> None:
        super().__init__(
            code="reception.nothing_on_the_device",
            message=Text.of(f"{device.zh}没有读到内容。", f"The {device.en} read nothing."),
            mend=Text.of("请放好后再试一次。", "Put it in place and try again."),
            kind=RefusalKind.CONFLICT,
        )
