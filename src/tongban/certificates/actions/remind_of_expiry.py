"""Tell holders a month ahead that a certificate ends 证照到期提醒."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from tongban.certificates.models import Certificate, ExpiryWalk
from tongban.certificates.types import current_type
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.api import local_date
from tongban.kernel.moments import day_in_words
from tongban.kernel.text import Text
from tongban.notices.api import Template, tell

_AHEAD_DAYS = 30
_BATCH = 200

ENDS_SOON = Template(
    "certificate-ends-soon",
    Text.of("您的证照快到期了", "A certificate of yours ends soon"),
    Text.of(
        "您的“{name}”到{day}到期。需要继续使用的，请提前办理延续；延续后的有效期从原来的到期日接着算。",
        "Your “{name}” ends on {day}. If you still need it, have it renewed in good time: the new"
        " term runs on from the day the old one ends.",
    ),
)


def remind_of_expiry(now: datetime) -> int:
    """Tell of up to 200 certificates that are valid and end within 30 days; how many.

    Each day's endings are walked through once, batch by batch; nobody is told twice of one.
    Source: 行政许可法 50 (renewal is asked for thirty days before the end).
    """
    today = local_date(now)
    days = [today + timedelta(days=ahead) for ahead in range(_AHEAD_DAYS + 1)]
    known = ExpiryWalk.objects.filter(day__in=days).order_by("day").values_list("day", flat=True)
    missing = sorted(set(days) - set(known))
    ExpiryWalk.objects.bulk_create(map(_walk_of, missing), ignore_conflicts=True)
    with transaction.atomic():
        waiting = ExpiryWalk.objects.select_for_update(skip_locked=True)
        walk = waiting.filter(day__gte=today, finished_at=None).order_by("day").first()
        told = 0
        while walk is not None and told < _BATCH:
            told += _further(walk, _BATCH - told, now)
            walk = waiting.filter(day__gte=today, finished_at=None).order_by("day").first()
    return told


def _walk_of(day: date) -> ExpiryWalk:
    return ExpiryWalk(day=day)


def _further(walk: ExpiryWalk, most: int, now: datetime) -> int:
    valid = Certificate.objects.filter(
        valid_until=walk.day, status=CertificateStatus.VALID.value, id__gt=walk.cursor
    )
    rows = list(valid.order_by("id")[:most])
    for row in rows:
        _tell(row, now)
    if len(rows) < most:
        walk.finished_at = now
    else:
        walk.cursor = rows[-1].id
    walk.save()
    return len(rows)


def _tell(row: Certificate, now: datetime) -> None:
    _, definition = current_type(row.type_code)
    day = row.valid_until
    if day is None:
        return
    tell(
        subject_id=row.holder_id,
        template=ENDS_SOON,
        cause=f"{row.id}:ends:{day.isoformat()}",
        slots={
            "name": Text.from_mapping(definition["name"]),
            "day": day_in_words(day),
        },
        link=f"/certificates/{row.id}",
        now=now,
    )
