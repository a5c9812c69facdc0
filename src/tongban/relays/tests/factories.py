"""A window elsewhere, the office that decides, a woman with her card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.cases.tests.factories import COMMITTED, NOW, an_officer
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, Duty
from tongban.places.tests.factories import hall
from tongban.places.tests.factories import publish as publish_places
from tongban.reception.api import SignedOn, SittingView, take_ink
from tongban.reception.tests.factories import ANSWERS, seen
from tongban.relays.api import RelayView, ReturnWay, begin_collection, collect
from tongban.relays.models import RelayOffer
from tongban.seals.api import STATEMENT_CODE

AFAR = "119902020002024113"


def two_towns(**changes: Any) -> None:
    """The agencies of both ends, the place that collects, the offer."""
    elsewhere = an_entry(code=AFAR, short="afar", region="990202", posts=[])
    publish_agencies(an_entry(), elsewhere)
    publish_places(hall(code="afar", region="990202", agency="afar"))
    definition = {
        "item": COMMITTED, "online": False, "places": ["afar"], "transit": "2 working-days",
        "joint": [],
    }  # fmt: skip
    RelayOffer.objects.create(
        code="permit", version=1, digest="d", definition=definition | changes,
        release_id="release_test", published_at=NOW,
    )  # fmt: skip


def a_collector(name: str = "afar", agency_code: str = AFAR, region: str = "990202") -> Actor:
    """A window clerk of the other town, on record as a person."""
    clerk = an_officer(Duty.WINDOW_CLERK, agency_code=agency_code, region=region, name=name)
    return replace(clerk, subject_id=a_person("李示例").id)


def begun(clerk: Actor, now: datetime = NOW) -> SittingView:
    """She sits down at a window that only collects."""
    return begin_collection(clerk=clerk, presented=seen(), item_code=COMMITTED, now=now)


def collected(clerk: Actor, known: SittingView | None = None, **changes: Any) -> RelayView:
    """Checked, signed on the tablet, collected."""
    known = known or begun(clerk)
    ink = (
        changes.pop("ink", None)
        or take_ink(clerk=clerk, sitting_id=known.id, page_digest="3f" * 32, now=NOW).id
    )
    given: dict[str, Any] = {
        "clerk": clerk, "sitting_id": known.id, "item_version": 1, "answers": ANSWERS,
        "material_blobs": {}, "situation": None, "statement": STATEMENT_CODE,
        "signed_on": SignedOn.TABLET, "ink": ink, "complete": True, "legible": True,
        "return_way": ReturnWay.AT_WINDOW, "now": NOW,
    }  # fmt: skip
    return collect(**(given | changes))
