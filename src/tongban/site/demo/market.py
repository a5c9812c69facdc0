"""The institutions of the demo join the market of intermediary services; one has delivered."""

from __future__ import annotations

from datetime import date, datetime

from tongban.intermediaries.api import (
    CommissionState,
    NotQualified,
    accept_commission,
    commission_service,
    deliver_commission,
    join_market,
    services,
)
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.site.demo.cast import institutions, shop
from tongban.site.demo.filling import upload
from tongban.site.demo.population import Firm


def open_market(today: date, now: datetime) -> int:
    """Each institution offers every service it is qualified for; how many offers there are.

    A pack without services gives none. Services that need no qualification are offered by the
    first alone, so that the demo shows a choice and a lot without filling every list. The shop has
    a survey delivered, to be handed in with its next application.
    """
    offers = 0
    for at, firm in enumerate(institutions(today)):
        actor = _acting_for(firm)
        for one in services():
            if not one.qualification and at:
                continue
            try:
                join_market(actor=actor, service_code=one.code, now=now)
            except NotQualified:
                continue
            offers += 1
            if at == 0 and one.material:
                _deliver(actor, _acting_for(shop(today)), one.code, now)
    return offers


def _deliver(institution: Actor, client: Actor, service_code: str, now: datetime) -> None:
    asked = commission_service(
        actor=client, service_code=service_code, institution_id=institution.on_behalf_of or "",
        case_id="", brief="小满中央厨房，按报批要求出成果。", token=f"demo-{service_code}", now=now,
    )  # fmt: skip
    if asked.state is CommissionState.ASKED:  # loaded again, it is delivered already
        accept_commission(actor=institution, commission_id=asked.id, now=now)
        result = upload(institution, now)
        deliver_commission(actor=institution, commission_id=asked.id, blob_id=result, now=now)


def _acting_for(firm: Firm) -> Actor:
    return Actor(
        kind=ActorKind.FIRM_AGENT,
        subject_id=firm.representative_id,
        on_behalf_of=firm.id,
        assurance=Assurance.L4,
    )
