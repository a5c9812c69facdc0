"""Places, numbers and waits in words, for the portal, the desk and the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.catalogue.api import guide_item
from tongban.content.api import one_look
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.places.api import (
    CALLS_TO_SIT_OUT,
    PREFERRED_IN_A_ROW,
    Group,
    Openness,
    OpenPlace,
    Standing,
    Stretch,
    TicketView,
    Wait,
    WaitBasis,
)
from tongban.web.design.parts import Mood

GROUPS = {
    Group.FIRST: Text.of("依规优先", "First by rule"),
    Group.BOOKED: Text.of("预约到场", "By appointment"),
    Group.OTHERS: Text.of("普通", "Ordinary"),
}
STANDINGS = {
    Standing.WAITING: Text.of("等候中", "Waiting"),
    Standing.CALLED: Text.of("请到窗口", "Please go to the window"),
    Standing.SERVED: Text.of("已办完", "Served"),
    Standing.SKIPPED: Text.of("已过号", "Passed over"),
    Standing.LEFT: Text.of("已结束", "Over"),
}
OPENNESS = {
    Openness.OPEN: (Text.of("开放中", "Open now"), Mood.GOOD),
    Openness.CLOSED: (Text.of("已关闭", "Closed"), Mood.PLAIN),
    Openness.UNKNOWN: (Text.of("开放时间待定", "Hours not known"), Mood.CARE),
}
WEEKDAYS = (
    Text.of("周一", "Monday"), Text.of("周二", "Tuesday"), Text.of("周三", "Wednesday"),
    Text.of("周四", "Thursday"), Text.of("周五", "Friday"), Text.of("周六", "Saturday"),
    Text.of("周日", "Sunday"),
)  # fmt: skip
RULE = (
    Text.of(
        "70岁以上老年人、残疾人、孕妇和带婴幼儿的人优先叫号，不要求出示证明。",
        "People of 70 and over, disabled people, pregnant women and people with a baby are called"
        " first; nobody is asked for proof.",
    ),
    Text.of(
        "其次是按预约时间到场的人，再按取号先后。",
        "Then come those who arrive for their appointment, then everybody in the order of taking.",
    ),
    Text.of(
        f"连续叫了{PREFERRED_IN_A_ROW}个优先号或预约号以后，叫1个普通号，谁都不会一直等下去。",
        f"After {PREFERRED_IN_A_ROW} of these in a row an ordinary number is called, so that nobody"
        " waits for ever.",
    ),
    Text.of(
        f"过号当天可以回来一次，再等{CALLS_TO_SIT_OUT}个号后叫到；第二次过号需要重新取号。",
        f"Passed over, you may come back once that day and are called after {CALLS_TO_SIT_OUT}"
        " others; after a second time, take a new number.",
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a page draws it."""

    ticket: TicketView
    item: Text
    group: Text
    standing: Text
    wait: tuple[Text, Text] | None


def shown(ticket: TicketView) -> Shown:
    """The number with its words."""
    return Shown(
        ticket,
        item_name(ticket.item_code),
        GROUPS[ticket.group],
        STANDINGS[ticket.standing],
        wait_words(ticket.wait) if ticket.wait else None,
    )


def wait_words(wait: Wait) -> tuple[Text, Text]:
    """How long, and by what that is known."""
    if not wait.ahead:
        return (
            Text.of("前面没有人", "Nobody is before you"),
            Text.of("窗口空出即叫号", "called as soon as a window is free"),
        )
    long = Text.of(
        f"前面{wait.ahead}人，约{wait.minutes}分钟",
        f"{wait.ahead} before you, about {wait.minutes} minutes",
    )
    if wait.basis is WaitBasis.MEASURED:
        basis = Text.of(
            f"按本队列今天办完的{wait.samples}个号用时的中位数估算",
            f"by the median of the {wait.samples} services ended in this line today",
        )
    else:
        basis = Text.of(
            "今天办完的还不到3个，按计划用时估算",
            "fewer than three have ended today: by the planned minutes",
        )
    return long, basis


def item_name(code: str) -> Text:
    """The item's title; its code when it is not published now."""
    try:
        return guide_item(code).title
    except Refusal:
        return Text.of(code, code)


def item_names(codes: Iterable[str]) -> list[tuple[str, Text]]:
    """Codes with titles, by Chinese title."""
    with one_look():
        return sorted(((code, item_name(code)) for code in codes), key=lambda pair: pair[1].zh)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in a list: its number on the map, and whether it is open."""

    at: int
    seen: OpenPlace
    openness: Text
    mood: str


def place_line(at: int, seen: OpenPlace) -> PlaceLine:
    """A line for a place as it stands."""
    label, mood = OPENNESS[seen.openness]
    return PlaceLine(at, seen, label, mood.value)


def hours_words(stretches: Iterable[Stretch]) -> str:
    """Stretches as ``09:00–12:00, 13:30–17:00``; empty when closed."""
    return ", ".join(
        f"{one.begins:%H:%M}–{'24:00' if f'{one.ends:%H:%M}' == '00:00' else f'{one.ends:%H:%M}'}"
        for one in stretches
    )
