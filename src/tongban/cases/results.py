"""The results of an approved case: a firm that comes into being, certificate, seals."""

from __future__ import annotations

from datetime import date, datetime

from tongban.cases.dossier import Dossier
from tongban.cases.founding import found_firm
from tongban.cases.models import Case
from tongban.catalogue.api import ItemView
from tongban.certificates.api import (
    CertificateView,
    TypeInForce,
    issue_certificate,
    type_in_force,
)
from tongban.kernel.actor import Actor
from tongban.seals.api import SealKind, issue_firm_seals

# A decision is carried out by the platform: the approver decides, the platform prints.
_PLATFORM = Actor.system("cases-results")


def issue_result(
    case: Case,
    item: ItemView,
    dossier: Dossier,
    now: datetime,
    *,
    today: date,
    in_force: TypeInForce | None = None,
) -> CertificateView | None:
    """Everything the item gives; returns the certificate, None when it gives none. Once per case.

    What a case brings into being holds its results: a firm its licence and its seals.
    """
    founded = found_firm(case, item, dossier, today, now)
    holder_id, holder_name = founded or (case.applicant_id, dossier.applicant)
    for result in item.results:
        if result.seals and result.article:
            issue_firm_seals(
                actor=_PLATFORM,
                firm_id=holder_id,
                kinds=tuple(map(SealKind.of_slug, result.seals)),
                article=result.article,
                case_id=case.id,
                today=today,
                now=now,
            )
    if not item.certificate_type_code:
        return None
    standing = in_force or type_in_force(item.certificate_type_code)
    fields = {}
    for name, answer, element in standing.origins:
        value = dossier.answers.get(answer) if answer else None
        if value in (None, "") and element:
            value = dossier.facts.get(element)
        if value not in (None, ""):
            fields[name] = _printed(value)
    return issue_certificate(
        actor=_PLATFORM,
        type_code=item.certificate_type_code,
        holder_id=holder_id,
        holder_name=holder_name,
        issuer_agency_code=case.deciding_agency,
        fields=fields,
        case_id=case.id,
        now=now,
        in_force=standing,
        today=today,
        runs_on_from=last_day_continued(standing, dossier),
    )


def last_day_continued(of: TypeInForce | None, dossier: Dossier) -> date | None:
    """The last day of the licence that the result would renew 延续; None when it renews none."""
    known = dossier.facts.get(of.continues or "") if of is not None else None
    return date.fromisoformat(known) if isinstance(known, str) and known else None


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
