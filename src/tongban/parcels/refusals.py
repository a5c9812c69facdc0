"""What this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusal import Problem, Refusal, RefusalKind
from tongban.kernel.text import Text


class ParcelNotFound(Refusal):
    """There is no such parcel, or it is not for the reader."""

    def __init__(self) -> None:
        super().__init__(
            code="parcels.parcel_not_found",
            message=Text.of("没有找到这件邮寄。", "This parcel was not found."),
            mend=Text.of("请从办件页面打开。", "Open it from the page of the case."),
            kind=RefusalKind.NOT_FOUND,
        )


class PostNotPossible(Refusal):
    """The result cannot be posted now."""

    def __init__(self) -> None:
        super().__init__(
            code="parcels.post_not_possible",
            message=Text.of(
                "这件事现在不能邮寄：还没有准予的结果，或者已经在寄送中。",
                "Nothing can be posted now: there is no granted result yet, or it is on its way.",
            ),
            mend=Text.of(
                "结果出来以后再申请邮寄；已经寄出的可以在办件页面看到走到哪里。",
                "Ask once there is a result; what is on its way is shown on the page of the case.",
            ),
            kind=RefusalKind.CONFLICT,
        )


class AddressNotComplete(Refusal):
    """Name, telephone or address is missing or malformed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            code="parcels.address_not_complete",
            message=Text.of("收件信息没有填完整。", "The address is not complete."),
            mend=Text.of("请按提示补全。", "Please complete what is marked."),
            problems=tuple(problems),
        )


class NotYourParcel(Refusal):
    """An officer of another agency."""

    def __init__(self) -> None:
        super().__init__(
            code="parcels.not_your_parcel",
            message=Text.of(
                "只有决定机关的工作人员可以寄出结果。",
                "Only an officer of the deciding agency may send the result.",
            ),
            mend=Text.of("请联系决定机关。", "Ask the deciding agency."),
            kind=RefusalKind.NOT_ALLOWED,
        )
