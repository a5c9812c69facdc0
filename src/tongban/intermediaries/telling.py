"""What the two sides of a commission are told by message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tongban.intermediaries.models import Commission
from tongban.intermediaries.published import service
from tongban.jurisdiction.api import local_date
from tongban.kernel.moments import day_in_words
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

ASKED = Template(
    "commission-asked",
    Text.of("有一份新的中介服务委托", "A new commission for you"),
    Text.of(
        "有客户委托您办理“{service}”。请打开委托查看内容，接单后开始计时。",
        "“{service}” is asked of you. Open the commission; time counts from when you take it on.",
    ),
)
ANSWERED = Template(
    "commission-answered",
    Text.of("中介服务委托有进展", "Your commission has moved"),
    Text.of(
        "您委托的“{service}”：{state}。请打开委托查看。",
        "“{service}”, which you commissioned: {state}. Open the commission to see it.",
    ),
)
TAKEN_ON = Template(
    "commission-taken-on",
    Text.of("中介机构已接单", "The institution took it on"),
    Text.of(
        "机构已接下“{service}”的委托，承诺在{day}当天或者之前交付成果。打开委托可以随时查看进展。",
        "The institution took on “{service}” and promises the result on or before {day}. Open the"
        " commission to see how it goes.",
    ),
)
DUE_SOON = Template(
    "commission-due-soon",
    Text.of("中介服务就要到期了", "A commission is due soon"),
    Text.of(
        "“{service}”的承诺时限到{day}。请机构按时交付成果；有困难的，请双方尽早沟通。",
        "“{service}” is due on {day}. The institution delivers by then; if it cannot, the two sides"
        " should talk now.",
    ),
)
LATE = Template(
    "commission-late",
    Text.of("中介服务已超过承诺时限", "A commission is late"),
    Text.of(
        "“{service}”应在{day}前交付，现在还没有交付。实际办理时长会计入机构公开的统计；请机构尽快交付，"
        "并向委托人说明原因。",
        "“{service}” was due on {day} and has not been delivered. The days it takes count in the"
        " institution's published times; the institution delivers soon and tells the client why.",
    ),
)


def tell_both(row: Commission, template: Template, now: datetime) -> None:
    """Client and institution alike, once for each occasion."""
    for to in dict.fromkeys((row.subject_id, row.institution_id)):
        _tell(row, to, template, template.code, {"day": _limit(row, now)}, now)


def tell_institution(row: Commission, now: datetime) -> None:
    """It was asked for something."""
    _tell(row, row.institution_id, ASKED, row.state, {}, now)


def tell_client(row: Commission, state: Text, now: datetime) -> None:
    """The institution declined or delivered."""
    _tell(row, row.subject_id, ANSWERED, row.state, {"state": state}, now)


def tell_client_of_limit(row: Commission, now: datetime) -> None:
    """The institution took it on, and until when it promises the result."""
    _tell(row, row.subject_id, TAKEN_ON, row.state, {"day": _limit(row, now)}, now)


def _limit(row: Commission, now: datetime) -> Text:
    return day_in_words(local_date(row.due_at or now))


def _tell(
    row: Commission,
    to: str,
    template: Template,
    occasion: str,
    slots: Mapping[str, Text],
    now: datetime,
) -> None:
    tell(
        subject_id=to,
        template=template,
        cause=f"{row.id}:{occasion}",
        slots={"service": service(row.service_code).name, **slots},
        link=f"/intermediaries/commissions/{row.id}",
        now=now,
    )
