"""The institutions of the demo join the market of intermediary services."""

from __future__ import annotations

from datetime import date, datetime

from tongban.intermediaries.api import NotQualified, join_market, services
from tongban.kernel.actor import Actor, ActorKind, Assurance
from tongban.site.demo.cast import institutions


def open_market(today: date, now: datetime) -> int:
    """Each institution offers every service it is qualified for; how many offers there are.

    A pack without services gives none. Services that need no qualification are offered by the
    first alone, so that the demo shows a choice and a lot without filling every list.
    """
    offers = 0
    for at, firm in enumerate(institutions(today)):
        actor = Actor(
            kind=ActorKind.FIRM_AGENT,
            subject_id=firm.representative_id,
            on_behalf_of=firm.id,
            assurance=Assurance.L4,
        )
        for one in services():
            if not one.qualification and at:
                continue
            try:
                join_market(actor=actor, service_code=one.code, now=now)
            except NotQualified:
                continue
            offers += 1
    return offers
