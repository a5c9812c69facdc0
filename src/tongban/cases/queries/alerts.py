"""What an officer must know about a case that changed outside it."""

from __future__ import annotations

from tongban.cases import policies
from tongban.cases.models import Case, CaseAlert
from tongban.cases.views.lists import AlertView
from tongban.certificates.api import STATUS_LABELS, CertificateStatus
from tongban.kernel.actor import Actor

_MOST = 50


def case_alerts(actor: Actor, case_id: str) -> tuple[AlertView, ...]:
    """Certificates the case relied on that changed since, newest first; empty when not one's own.

    ``status`` may be valid again: the officer sees both. Source: 行政许可法 69, 70.
    """
    case = Case.objects.filter(id=case_id).order_by("id").first()
    if case is None or not policies.may_see(actor, case):
        return ()
    rows = CaseAlert.objects.filter(case=case).order_by("-at", "-id")[:_MOST]
    return tuple(
        AlertView(row.certificate_id, STATUS_LABELS[CertificateStatus(row.status)], row.at)
        for row in rows
    )
