"""What the two sides of a commission are told by message."""

from __future__ import annotations

from datetime import datetime

from tongban.intermediaries.domain.commission import CommissionState
from tongban.intermediaries.models import Commission
from tongban.intermediaries.published import service
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
