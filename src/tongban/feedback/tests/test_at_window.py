"""The rating tablet: by who was served, once, only what it asks, and a bad one is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tongban.cases.tests.factories import COMMITTED, NOW, a_house, an_officer
from tongban.feedback.api import (
    NothingAsked,
    Satisfaction,
    ask_at_window,
    rate,
    rate_at_window,
    ratings_of_item,
)
from tongban.feedback.models import Encounter, Rating
from tongban.feedback.refusals import EncounterNotFound
from tongban.identity.tests.factories import payloads_about
from tongban.kernel.actor import Actor, Channel, Duty
from tongban.reception.api import (
    Device,
    RatingTabletTwin,
    SeenBy,
    SignatureTabletTwin,
    SignedOn,
    SittingNotFound,
    asked_at,
    connect_device,
    connected,
    hand_in,
    open_sitting,
    take_ink,
)
from tongban.reception.tests.factories import ANSWERS, a_clerk, seen
from tongban.seals.api import STATEMENT_CODE

pytestmark = pytest.mark.django_db
WINDOW = "hall/D3"


@pytest.fixture(autouse=True)
def _window(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = connected()
    a_house(monkeypatch)
    connect_device(Device.SIGNATURE_TABLET, SignatureTabletTwin())
    connect_device(Device.RATING_TABLET, RatingTabletTwin())
    yield
    connect_device(Device.RATING_TABLET, RatingTabletTwin())
    for kind in {Device.SIGNATURE_TABLET, Device.RATING_TABLET} - before:
        connect_device(kind, None)


def served(clerk: Actor, window: str = WINDOW, seen_by: SeenBy = SeenBy.READER) -> str:
    """Somebody was served at a window and has handed in; the sitting."""
    known = open_sitting(
        clerk=clerk, presented=seen(seen_by), item_code=COMMITTED, window=window, now=NOW
    )
    ink = take_ink(clerk=clerk, sitting_id=known.id, page_digest="3f" * 32, now=NOW)
    hand_in(
        clerk=clerk, sitting_id=known.id, item_version=1, answers=ANSWERS, material_blobs={},
        situation=None, statement=STATEMENT_CODE, signed_on=SignedOn.TABLET, ink=ink.id, now=NOW,
    )  # fmt: skip
    return known.id


def answer(ask_id: str, window: str = WINDOW, level: Satisfaction = Satisfaction.DISSATISFIED):
    return rate_at_window(window=window, ask_id=ask_id, level=level, now=NOW)


def test_a_visit_is_rated_once_by_who_was_served_and_a_bad_one_is_told():
    clerk = a_clerk()
    sitting_id = served(clerk)
    ask = ask_at_window(clerk=clerk, sitting_id=sitting_id, now=NOW)
    assert ask_at_window(clerk=clerk, sitting_id=sitting_id, now=NOW) is None, "asked once"
    assert ratings_of_item(COMMITTED).unrated == 1
    answer(ask.id)
    with pytest.raises(NothingAsked):
        answer(ask.id, level=Satisfaction.VERY_SATISFIED)
    kept = Rating.objects.get()
    assert (kept.channel, kept.level) == (Channel.WINDOW.value, Satisfaction.DISSATISFIED.value)
    visit = Encounter.objects.get()
    assert (visit.kind, visit.case_id) == ("visit", ask.case_id)
    assert visit.agency_code == clerk.posts[0].agency_code, "the body whose clerk served"
    (told,) = payloads_about(visit.id)
    assert (told["bad"], told["encounter"]) == (True, visit.id)


def test_neither_clerk_nor_another_tablet_nor_a_late_hand_answers():
    clerk = a_clerk()
    ask = ask_at_window(clerk=clerk, sitting_id=served(clerk), now=NOW)
    with pytest.raises(NothingAsked):
        answer(ask.id, window="hall/D4")
    with pytest.raises(NothingAsked):
        answer("ask_another")
    with pytest.raises(EncounterNotFound):
        rate(
            actor=clerk, encounter_id=Encounter.objects.get().id, tags=(), writing="",
            level=Satisfaction.VERY_SATISFIED, channel=Channel.WINDOW, now=NOW,
        )  # fmt: skip
    assert asked_at(WINDOW, NOW + timedelta(minutes=10)) is None
    assert not Rating.objects.exists()


def test_the_next_person_is_never_asked_about_the_one_before():
    clerk = a_clerk()
    first = ask_at_window(clerk=clerk, sitting_id=served(clerk), now=NOW)
    second = ask_at_window(clerk=clerk, sitting_id=served(clerk), now=NOW)
    with pytest.raises(NothingAsked):
        answer(first.id)
    assert asked_at(WINDOW, NOW).id == second.id


def test_where_nobody_can_be_asked_nothing_is_counted():
    clerk = a_clerk()
    assert ask_at_window(clerk=clerk, sitting_id=served(clerk, window=""), now=NOW) is None
    begun = open_sitting(clerk=clerk, presented=seen(), item_code=COMMITTED, window=WINDOW, now=NOW)
    assert ask_at_window(clerk=clerk, sitting_id=begun.id, now=NOW) is None
    with pytest.raises(SittingNotFound):
        ask_at_window(clerk=an_officer(Duty.WINDOW_CLERK), sitting_id=begun.id, now=NOW)
    sitting_id = served(clerk)
    connect_device(Device.RATING_TABLET, None)
    assert ask_at_window(clerk=clerk, sitting_id=sitting_id, now=NOW) is None
    assert not Encounter.objects.exists()
