"""What the person is told by message: it arrived, it came back, the result can be fetched."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.api import agency
from tongban.catalogue.api import published_item
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell
from tongban.places.api import PlaceNotFound, place
from tongban.relays.models import Relay

ARRIVED = Template(
    "relay-arrived",
    Text.of("办理地已签收您的材料", "Your application has arrived"),
    Text.of(
        "“{title}”（{number}）已由{home}签收，法定办理时限从现在起计算。",
        "“{title}” ({number}) was received by {home}; the time set by law counts from now.",
    ),
)
CAME_BACK = Template(
    "relay-came-back",
    Text.of("您的材料被退回代收地", "Your application was sent back"),
    Text.of(
        "“{title}”（{number}）被{home}退回{place}，还没有受理。原因写在办件的责任日志里，由代收窗口负责补正后重新转送。",
        "“{title}” ({number}) was sent back by {home} to {place}, before any acceptance. The reason"
        " is in the duty log of your case; the collecting window puts it right and sends it again.",
    ),
)
RESULT_HERE = Template(
    "relay-result-here",
    Text.of("办理结果可以领取了", "Your result can be fetched"),
    Text.of(
        "“{title}”（{number}）的结果已送到{place}，请本人带身份证来领取。",
        "The result of “{title}” ({number}) is at {place}. Please come for it with your card.",
    ),
)


def tell_person(row: Relay, template: Template, leg: int, now: datetime) -> None:
    """One message for each hand-over it is about; in the caller's transaction."""
    try:
        where = place(row.place_code).name
    except PlaceNotFound:
        where = agency(row.collector_agency).name
    tell(
        subject_id=row.subject_id,
        template=template,
        cause=f"{row.id}:{template.code}:{leg}",
        slots={
            "title": published_item(row.item_code).title,
            "number": Text.of(row.case_number),
            "home": agency(row.home_agency).name,
            "place": where,
        },
        link=f"/cases/{row.case_id}",
        now=now,
    )
