"""What this room refuses, and what to do then."""

from __future__ import annotations

from tongban.assistance.domain.power import Lack
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class NotAHelper(Refusal):
    """The account holds no appointment today."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.not_a_helper",
            message=Text.of(
                "这里是代办员的页面，您的账号今天没有在任的代办员聘任。",
                "This is the helpers' page; your account holds no appointment as a helper today.",
            ),
            mend=Text.of(
                "如果聘任已经到期或被收回，请联系街道（乡镇）便民服务中心。",
                "If your appointment ended, ask the service centre of your town.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class NotWithinMandate(Refusal):
    """The helper may not act, or no longer: nothing was done."""

    def __init__(self, lacking: Lack) -> None:
        super().__init__(
            code=f"assistance.{lacking.value.replace('-', '_')}",
            message=lacking.label,
            mend=Text.of(
                "请与本人联系；需要继续代办的，请本人重新授权。",
                "Speak with the person; to go on, they have to give a mandate anew.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class ErrandNotFound(Refusal):
    """There is none, or it is somebody else's."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.errand_not_found",
            message=Text.of("没有找到这件帮办。", "This errand was not found."),
            mend=Text.of("请从“帮办代办”重新打开。", "Open it from “Help by a helper” again."),
            kind=RefusalKind.NOT_FOUND,
        )


class StepNotPossible(Refusal):
    """The errand is not where this step begins."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.step_not_possible",
            message=Text.of(
                "这件帮办的进度已经变了，这一步现在不能做。",
                "The errand has moved on; this step is not possible now.",
            ),
            mend=Text.of("请刷新页面，看看现在到了哪一步。", "Reload to see where it stands now."),
            kind=RefusalKind.CONFLICT,
        )


class OwnAffairsOnly(Refusal):
    """Only a person, for themselves, asks a helper."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.own_affairs_only",
            message=Text.of(
                "请代办员帮忙，要由本人登录、为自己的事提出。",
                "A helper is asked by a person who signed in, for their own affairs.",
            ),
            mend=Text.of(
                "请本人登录；不会上网的，到村（社区）服务站当面提出，或打电话给代办员。",
                "Sign in as yourself; or ask at the village station, or by telephone.",
            ),
            kind=RefusalKind.NOT_ALLOWED,
        )


class RequestNotRight(Refusal):
    """Something about the request is not as it must be."""

    def __init__(self, message: Text, mend: Text, where: str = "") -> None:
        super().__init__(code="assistance.request_not_right", message=message, mend=mend)
        self.where = where


class TooManyErrands(Refusal):
    """The resident, or the helper, has as many open as there may be."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.too_many_errands",
            message=Text.of(
                "还有太多没办完的帮办，暂时不能再加。",
                "Too many errands are still open; no more can be added now.",
            ),
            mend=Text.of(
                "请先办完或终止一件，或换一位代办员。", "Finish or end one, or ask another helper."
            ),
            kind=RefusalKind.TOO_MANY,
        )


class NotThatPerson(Refusal):
    """Name and number are not those of somebody on record, or not of whose errand it is."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.not_that_person",
            message=Text.of(
                "姓名和证件号码核对不上，什么也没有登记。",
                "Name and number do not agree with the record; nothing was noted.",
            ),
            mend=Text.of(
                "请对照身份证原件重新填写；还没有登记过的，请先到政务服务窗口。",
                "Compare with the card itself; who is not on record yet goes to a window first.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class NotYoursToAppoint(Refusal):
    """The officer does not lead the body whose area this is, or would confirm their own request."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.not_yours_to_appoint",
            message=Text.of(
                "聘任、收回代办员和电话回访，由所在街道（乡镇）的负责人办理；本人不能确认自己登记的请求。",
                "Helpers are appointed, and calls confirmed, by who leads the town's office; nobody"
                " confirms what they noted themselves.",
            ),
            mend=Text.of("请联系有这项职责的同事。", "Ask a colleague who carries this duty."),
            kind=RefusalKind.NOT_ALLOWED,
        )


class AlreadyAppointed(Refusal):
    """The person is a helper already."""

    def __init__(self) -> None:
        super().__init__(
            code="assistance.already_appointed",
            message=Text.of("这个人已经是在任代办员。", "This person is a helper already."),
            mend=Text.of("先收回原来的聘任，再重新聘任。", "End that appointment first."),
            kind=RefusalKind.CONFLICT,
        )
