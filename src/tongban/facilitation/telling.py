"""What a firm is told by message of its facilitator."""

from __future__ import annotations

from datetime import datetime

from tongban.facilitation.models import Engagement
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

ASSIGNED = Template(
    "facilitator-assigned",
    Text.of("您的项目有了代办员", "Your project has a facilitator"),
    Text.of(
        "项目 {number} 已由代办员跟进。联系方式和任务清单在办件页面。",
        "A facilitator follows project {number}. Telephone and tasks are on the page of the case.",
    ),
)
NOTED = Template(
    "facilitator-noted",
    Text.of("代办员给您留了话", "A word from your facilitator"),
    Text.of(
        "代办员就项目 {number} 给您留了话，请打开办件页面查看。",
        "Your facilitator left a note about project {number}; open the page of the case.",
    ),
)
REMINDED = Template(
    "facilitator-reminded",
    Text.of("代办员提醒您：有一步等您办理", "A step of your project waits for you"),
    Text.of(
        "项目 {number} 有一步等您办理，办好后其他事项才能继续。请打开办件页面查看。",
        "A step of project {number} waits for you; the rest goes on once it is done.",
    ),
)


def tell_firm(row: Engagement, template: Template, cause: str, now: datetime) -> None:
    """One message for each cause."""
    tell(
        subject_id=row.subject_id,
        template=template,
        cause=f"{row.id}:{cause}",
        slots={"number": Text.of(row.number)},
        link=f"/bundle-cases/{row.bundle_case_id}/facilitator",
        now=now,
    )
