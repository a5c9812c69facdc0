"""What a person is told by message: a benefit was found for them."""

from __future__ import annotations

from datetime import datetime

from tongban.benefits.models import Benefit
from tongban.benefits.views import PolicyView, Way
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

_TITLE = Text.of("有一项待遇可以发给您", "A benefit is due to you")
OPT_OUT = Template(
    "benefit-opt-out",
    _TITLE,
    Text.of(
        "系统比对后，您可以享受“{policy}”（{period}），不用申请，到期自动发放。不想要可以放弃，信息不对可以提出异议。",
        "By comparing registers you are due “{policy}” ({period}). You need not apply: it comes"
        " by itself. You may decline it, or object if something is wrong.",
    ),
)
CONSENT = Template(
    "benefit-consent",
    _TITLE,
    Text.of(
        "系统比对后，您可以享受“{policy}”（{period}），不用申请。请点一下确认，确认后才发放。",
        "By comparing registers you are due “{policy}” ({period}). You need not apply, but it is"
        " paid only once you confirm.",
    ),
)


def tell_of_offer(row: Benefit, policy: PolicyView, now: datetime) -> None:
    """A benefit is offered; told once."""
    tell(
        subject_id=row.subject_id,
        template=CONSENT if policy.way is Way.CONSENT else OPT_OUT,
        cause=f"{row.id}:offered",
        slots={"policy": policy.title, "period": Text.of(row.period)},
        link=f"/benefits/{row.id}",
        now=now,
    )
