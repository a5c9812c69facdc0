"""What a resident is told by message: each time somebody acts for them, in the act itself."""

from __future__ import annotations

from datetime import datetime

from tongban.assistance.domain.errand import Step
from tongban.assistance.models import Errand
from tongban.catalogue.api import guide_item
from tongban.identity.api import subject
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

ACTED = Template(
    "assistance-acted",
    Text.of("代办员{helper}为您办事", "{helper} acted for you"),
    Text.of(
        "“{title}”：{what}。不是您的意思，或者想停下来，可以随时收回授权。",
        "“{title}”: {what}. If you did not want this, or want it to stop, take the mandate back.",
    ),
)
_TOLD = frozenset(Step) - {Step.LOOK, Step.RETURN, Step.REVOKE}
_ROOM = Actor.system("assistance")


def tell_resident(row: Errand, step: Step, now: datetime) -> None:
    """Put it into the resident's inbox; what the resident did themselves is not told them."""
    if step not in _TOLD:
        return
    name = subject(_ROOM, row.helper.subject_id).name
    tell(
        subject_id=row.subject_id,
        template=ACTED,
        cause=f"{row.id}:{row.version}",
        slots={
            "helper": Text.of(name, name),
            "title": guide_item(row.item_code).title,
            "what": step.label,
        },
        link=f"/helped/{row.id}",
        now=now,
    )
