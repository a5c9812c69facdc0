"""What this room refuses."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class PlaceNotFound(Refusal):
    """No published place has this code."""

    def __init__(self) -> None:
        super().__init__(
            "places.place_not_found",
            Text.of("没有找到这个办事地点。", "There is no such place."),
            Text.of("请在“办事地点”里查找。", "Look for it under “Places”."),
            RefusalKind.NOT_FOUND,
        )


class ItemNotServedHere(Refusal):
    """The place has no window for the item."""

    def __init__(self) -> None:
        super().__init__(
            "places.item_not_served_here",
            Text.of("这个地点的窗口不办理该事项。", "No window of this place serves that item."),
            Text.of("请在事项页查看可以办理的地点。", "See where it is served on the item's page."),
        )


class SlotNotOffered(Refusal):
    """The place offers no such slot: closed then, too early, too late, or not booked at all."""

    def __init__(self) -> None:
        super().__init__(
            "places.slot_not_offered",
            Text.of("这个时段不能预约。", "This time cannot be booked."),
            Text.of("请从列出的时段中选择。", "Please choose one of the times listed."),
        )


class SlotFull(Refusal):
    """Somebody else took the last seat."""

    def __init__(self) -> None:
        super().__init__(
            "places.slot_full",
            Text.of("这个时段刚刚约满。", "The last seat of this time has just been taken."),
            Text.of(
                "请选择其他时段，也可以直接到现场取号。",
                "Choose another time, or take a number at the place.",
            ),
            RefusalKind.CONFLICT,
        )


class AlreadyBookedThatDay(Refusal):
    """One person, one appointment per item and day."""

    def __init__(self) -> None:
        super().__init__(
            "places.already_booked_that_day",
            Text.of("您当天已经预约了这个事项。", "You have already booked this service that day."),
            Text.of(
                "如需更改，请在“我的预约”里改时间。",
                "To change it, move it under “My appointments”.",
            ),
            RefusalKind.CONFLICT,
        )


class TooManyAppointments(Refusal):
    """So many are open already."""

    def __init__(self, most: int) -> None:
        super().__init__(
            "places.too_many_appointments",
            Text.of(
                f"您有{most}个预约还没有办，暂时不能再约。",
                f"You have {most} open appointments, which is the most.",
            ),
            Text.of("请先取消用不着的预约。", "Please cancel one you do not need."),
            RefusalKind.TOO_MANY,
        )


class BookingPaused(Refusal):
    """Several appointments were missed."""

    def __init__(self, until: datetime) -> None:
        day = until.date().isoformat()
        super().__init__(
            "places.booking_paused",
            Text.of(
                f"您多次预约后没有到场，{day}以前不能网上预约。",
                f"Several of your appointments were missed; online booking reopens on {day}.",
            ),
            Text.of("随时可以到现场取号办理。", "You can take a number at the place at any time."),
            RefusalKind.NOT_ALLOWED,
        )


class AppointmentNotFound(Refusal):
    """There is none, or it is not yours."""

    def __init__(self) -> None:
        super().__init__(
            "places.appointment_not_found",
            Text.of("没有找到这个预约。", "There is no such appointment."),
            Text.of(
                "请在“我的预约”里查看，或者核对到场码。",
                "Look under “My appointments”, or check the arrival code.",
            ),
            RefusalKind.NOT_FOUND,
        )


class AppointmentOver(Refusal):
    """It was cancelled, missed, or its number was taken."""

    def __init__(self) -> None:
        super().__init__(
            "places.appointment_over",
            Text.of(
                "这个预约已经结束，不能再更改。", "This appointment is over and cannot be changed."
            ),
            Text.of(
                "需要时请重新预约，或者到现场取号。", "Book again, or take a number at the place."
            ),
            RefusalKind.CONFLICT,
        )


class NotTimeToArrive(Refusal):
    """Arrival counts from half an hour before the appointment until its end."""

    def __init__(self) -> None:
        super().__init__(
            "places.not_time_to_arrive",
            Text.of("现在不是这个预约的到场时间。", "This is not the time of that appointment."),
            Text.of(
                "预约时间前30分钟起可以取号；过时请取普通号。",
                "Arrive from 30 minutes before it; if it has passed, take an ordinary number.",
            ),
            RefusalKind.CONFLICT,
        )


class PlaceClosedNow(Refusal):
    """No number is given while the place is closed."""

    def __init__(self) -> None:
        super().__init__(
            "places.closed_now",
            Text.of("现在不在开放时间，不发号。", "The place is closed; no numbers are given."),
            Text.of(
                "请在开放时间来取号，或者先预约。", "Come during opening hours, or book a time."
            ),
            RefusalKind.CONFLICT,
        )


class LineFull(Refusal):
    """So many wait already that they would not be served today."""

    def __init__(self) -> None:
        super().__init__(
            "places.line_full",
            Text.of("排队的人太多，暂停发号。", "Too many are waiting; no more numbers for now."),
            Text.of(
                "请预约其他时间，或者询问现场工作人员。", "Book another time, or ask the staff."
            ),
            RefusalKind.TOO_MANY,
        )


class NotAtThisPlace(Refusal):
    """Numbers are taken at the place itself; a window is its clerks' own."""

    def __init__(self) -> None:
        super().__init__(
            "places.not_at_this_place",
            Text.of(
                "只能在办事地点取号，只有本窗口的工作人员可以叫号。",
                "Numbers are taken at the place, and called by the clerks of that window.",
            ),
            Text.of(
                "请在现场的取号机取号，或者网上预约。",
                "Take one at the terminal there, or book online.",
            ),
            RefusalKind.NOT_ALLOWED,
        )


class NumberNotFound(Refusal):
    """There is no such number."""

    def __init__(self) -> None:
        super().__init__(
            "places.number_not_found",
            Text.of("没有找到这个号。", "There is no such number."),
            Text.of("请核对网址，或者重新取号。", "Check the address, or take another number."),
            RefusalKind.NOT_FOUND,
        )


class NumberMovedOn(Refusal):
    """The number no longer stands as the page showed it."""

    def __init__(self) -> None:
        super().__init__(
            "places.number_moved_on",
            Text.of(
                "这个号的状态已经变化，没有再做更改。",
                "The number has moved on; nothing was changed.",
            ),
            Text.of("请看最新状态后再操作。", "Look at how it stands now, then act."),
            RefusalKind.CONFLICT,
        )


class WindowBusy(Refusal):
    """A number is still at the window."""

    def __init__(self) -> None:
        super().__init__(
            "places.window_busy",
            Text.of("本窗口还有一个号没有办完。", "A number is still at this window."),
            Text.of("请先点“办完”或“过号”。", "End it or pass it over first."),
            RefusalKind.CONFLICT,
        )


class NobodyWaits(Refusal):
    """The line is empty."""

    def __init__(self) -> None:
        super().__init__(
            "places.nobody_waits",
            Text.of("现在没有人在排队。", "Nobody is waiting."),
            Text.of("有人取号后再叫。", "Call again when somebody has taken a number."),
            RefusalKind.CONFLICT,
        )
