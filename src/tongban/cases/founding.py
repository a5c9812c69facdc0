"""A firm comes into being by an approved case 企业设立: on record, with who represents it."""

from __future__ import annotations

from datetime import date, datetime

from tongban.cases.dossier import Dossier
from tongban.cases.models import Case
from tongban.catalogue.api import FoundedFirmView, ItemView
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    MandateKind,
    find_subject,
    grant_mandate,
    register_firm,
)
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.codes import uscc

_REGISTRAR = Actor.system("cases-founding")
_MARKET_REGULATION, _ENTERPRISE = "9", "1"


def found_firm(
    case: Case, item: ItemView, dossier: Dossier, today: date, now: datetime
) -> tuple[str, str] | None:
    """Id and name of the firm this case founds; None when its item founds none.

    Its unified social credit code is drawn from the case's number. Whoever the application names
    as legal representative represents it from today, if the number is on record here; else nobody
    acts for it until a registrar enters them. Source: 市场主体登记管理条例 8, 21; GB 32100-2015.
    """
    founds = next((result.founds for result in item.results if result.founds), None)
    name = str(dossier.answers.get(founds.name) or "") if founds else ""
    if founds is None or not name:
        return None
    code = uscc.make(
        _MARKET_REGULATION, _ENTERPRISE, case.region[:6], f"M{int(case.number[-8:]) % 10**7:07d}"
    )
    firm = register_firm(
        actor=_REGISTRAR,
        name=name,
        identifiers=(Identifier(IdentifierScheme.USCC, code),),
        region=case.region,
        assurance=Assurance.L4,
        now=now,
    )
    _represented(firm.id, founds, dossier, today, now)
    return firm.id, firm.name


def _represented(
    firm_id: str, founds: FoundedFirmView, dossier: Dossier, today: date, now: datetime
) -> None:
    number = str(dossier.answers.get(founds.representative) or "")
    person = find_subject(_REGISTRAR, IdentifierScheme.RESIDENT_ID, number)
    if person is None:
        return
    grant_mandate(
        actor=_REGISTRAR,
        kind=MandateKind.LEGAL_REPRESENTATIVE,
        principal_id=firm_id,
        agent_id=person.id,
        valid_from=today,
        valid_until=None,
        now=now,
    )
