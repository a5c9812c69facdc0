"""Tell who typed a draft 暂存 that it will be deleted 草稿到期提醒, a few days before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tongban.forms.models import Draft
from tongban.forms.ports import kept_form
from tongban.forms.queries import form
from tongban.forms.refusals import FormUnknown
from tongban.jurisdiction.api import local_date
from tongban.kernel.moments import day_in_words
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

_BATCH = 200

DRAFT_ENDS_SOON = Template(
    "draft-ends-soon",
    Text.of("您暂存的内容快到期了", "What you saved will soon be deleted"),
    Text.of(
        "您暂存的“{name}”将在{day}自动删除。还要办的，请打开接着填写；再保存一次，可以重新保留{days}天。",
        "What you saved for “{name}” is deleted on {day}. To go on, open it; saving once more keeps"
        " it for another {days} days.",
    ),
)


def tell_of_drafts_that_end(now: datetime) -> int:
    """Tell of up to 200 drafts that end within `DRAFT_WARNING_DAYS`; how many.

    Once for each term: a draft that is saved again has a new one. Of a form that is asked no more
    nobody is told: there is nothing to go on with.
    """
    before = now + timedelta(days=settings.DRAFT_WARNING_DAYS)
    with transaction.atomic():
        waiting = Draft.objects.select_for_update(skip_locked=True).filter(
            told_of_end_at=None, expires_at__gt=now, expires_at__lte=before
        )
        rows = list(waiting.order_by("expires_at", "id")[:_BATCH])
        for row in rows:
            _tell(row, now)
            row.told_of_end_at = now
            row.save(update_fields=["told_of_end_at"])
    return len(rows)


def _tell(row: Draft, now: datetime) -> None:
    known = _name_and_path(row)
    if known is None:
        return
    day, days = local_date(row.expires_at), str((row.expires_at - row.saved_at).days)
    tell(
        subject_id=row.owner_id,
        template=DRAFT_ENDS_SOON,
        cause=f"{row.id}:ends:{row.expires_at.isoformat()}",
        slots={
            "name": known[0],
            "day": day_in_words(day),
            "days": Text.of(days, days),
        },
        link=known[1],
        now=now,
    )


def _name_and_path(row: Draft) -> tuple[Text, str] | None:
    if not row.form_code:
        return kept_form(row.item_code)
    try:
        return form(row.form_code).title, f"/items/{row.item_code}/apply"
    except FormUnknown:
        return None
