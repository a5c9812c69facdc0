"""A renewal that was not decided before the old licence ended: granted by law, issued here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.domain.events import SYSTEM, CertificateIssued, Event, RenewedBySilence
from tongban.cases.domain.status import Status
from tongban.cases.dossier import open_all
from tongban.cases.models import Case
from tongban.cases.results import issue_result
from tongban.catalogue.api import item_by_version
from tongban.kernel.calendar import Calendar
from tongban.kernel.refusal import Refusal


def granted_by_law(case: Case, status: Status, calendar: Calendar, now: datetime) -> list[Event]:
    """The grant and the certificate it gives, to be appended; inside the caller's transaction.

    A certificate that cannot be issued leaves the grant standing: the law has spoken, and the ten
    working days to hand the result over run. Source: 行政许可法 44, 50.
    """
    if status.renews_until is None:
        return []
    found: list[Event] = [RenewedBySilence(at=now, by=SYSTEM, expired=status.renews_until)]
    dossier, _ = open_all(case, [])
    try:
        with transaction.atomic():
            item, today = item_by_version(case.item_version_id), calendar.local_date(now)
            certificate = issue_result(case, item, dossier, now, today=today)
    except Refusal:
        return found
    if certificate is not None:
        by = case.deciding_agency
        found.append(CertificateIssued(at=now, by=by, certificate_id=certificate.id))
    return found
