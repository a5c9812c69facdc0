"""What the two sides of a commission are told by message."""

from __future__ import annotations

from datetime import datetime

from tongban.intermediaries.domain.commission import CommissionState
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
    day = local_date(row.due_at or now)
    for to in dict.fromkeys((row.subject_id, row.institution_id)):
        tell(
            subject_id=to,
            template=template,
            cause=f"{row.id}:{template.code}",
            slots={
                "service": service(row.service_code).name,
                "day": day_in_words(day),
            },
            link=f"/intermediaries/commissions/{row.id}",
            now=now,
        )


def tell_institution(row: Commission, now: datetime) -> None:
    """It was asked for something."""
    _tell(row, row.institution_id, ASKED, CommissionState(row.state).label, now)


def tell_client(row: Commission, state: Text, now: datetime) -> None:
    """The institution took it on, declined or delivered."""
    _tell(row, row.subject_id, ANSWERED, state, now)


def _tell(row: Commission, to: str, template: Template, state: Text, now: datetime) -> None:
    tell(
        subject_id=to,
        template=template,
        cause=f"{row.id}:{row.state}",
        slots={"service": service(row.service_code).name, "state": state},
        link=f"/intermediaries/commissions/{row.id}",
        now=now,
    )
