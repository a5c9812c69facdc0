"""What a person is told by message: a case of theirs waits for their consent to a look-up."""

from __future__ import annotations

from datetime import datetime

from tongban.catalogue.api import ItemNotFound, guide_item
from tongban.exchange.models import CrossGrant, Grant
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

CONSENT_WANTED = Template(
    "consent-wanted",
    Text.of("办事需要您同意查询信息", "A service needs your consent to a look-up"),
    Text.of(
        "办理“{item}”时，需要经您同意才能向别的部门查询您的信息。您可以同意，也可以不同意：不同意时请自己填写或者带材料来。",
        "For “{item}” another body may be asked about you only if you agree. You may agree or not:"
        " if you do not, fill in the details or bring the papers yourself.",
    ),
)


def tell_consent_wanted(
    grant: Grant | CrossGrant, subject_id: str, case_id: str, now: datetime
) -> None:
    """Somebody else asked for the person's case and could not: told once for a case and grant."""
    try:
        item = guide_item(grant.item_code).title
    except ItemNotFound:
        return
    tell(
        subject_id=subject_id,
        template=CONSENT_WANTED,
        cause=f"{case_id}:{grant.id}:consent",
        slots={"item": item},
        link=f"/my-data/consents/{grant.item_code}",
        now=now,
    )
