"""A village with a helper, the officer who leads its town's office, and an old man."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.assistance.api import HelperView, appoint_helper
from tongban.cases.tests.factories import NOW
from tongban.identity.api import SubjectView, register_number
from tongban.identity.tests.factories import a_person
from tongban.jurisdiction.tests.factories import a_place_each
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy

VILLAGE, NEXT_VILLAGE = "990102100201", "990102100202"
FAR_VILLAGE = "990121100201"
SYSTEM = Actor.system("tests")
TODAY = NOW.date()
STATION = Text.of("竹溪村便民服务站", "Zhuxi Village Station")
SIGNED = b"\x89PNG\r\n\x1a\n" + bytes(64)


def villages() -> None:
    """Three villages, the third in another county."""
    a_place_each(VILLAGE, NEXT_VILLAGE, FAR_VILLAGE)


def page() -> tuple[str, str, BytesIO]:
    """A signed page, photographed."""
    return ("signed.png", "image/png", BytesIO(SIGNED))


def card(person: SubjectView, name: str) -> Presented:
    """Their card, compared by an officer."""
    known = register_number(SYSTEM, person.id)
    assert known is not None
    return Presented(name, known.value, SeenBy.EYE)


def a_leader(account: str = "account_lead", region: str = "990102100") -> Actor:
    """Who leads the town's office."""
    post = Post("post-lead", AGENCY, "sub-district", region, frozenset({Duty.APPROVER}))
    return Actor(kind=ActorKind.OFFICER, account_id=account, subject_id="subj_lead", posts=(post,))


def a_helper(area: str = VILLAGE, name: str = "田助理") -> tuple[HelperView, Actor]:
    """An appointed helper, and the actor when they sign in: an officer without any post."""
    person = a_person(name)
    known = appoint_helper(
        actor=SYSTEM, appointee=card(person, name), agency_code=AGENCY, area=area, station=STATION,
        phone="099-88000001", valid_from=TODAY, valid_until=TODAY + timedelta(days=365), now=NOW,
    )  # fmt: skip
    actor = Actor(
        kind=ActorKind.OFFICER, subject_id=person.id, account_id=known.account_id,
        assurance=Assurance.L4, name=name,
    )  # fmt: skip
    return known, actor
