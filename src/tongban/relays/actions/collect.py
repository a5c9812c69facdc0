"""Collect 代收: a formal check, a receipt that is no acceptance, and off to who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.cases.api import CaseView, CollectedFor
from tongban.catalogue.api import ItemView, published_item
from tongban.files.api import blob
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor, Post
from tongban.kernel.calendar import Span, due_at
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.places.api import PlaceView
from tongban.reception.api import SignedOn, attended_actor, hand_in, sitting
from tongban.relays.domain.duty_log import End, EntryKind, Passed
from tongban.relays.domain.standing import RelayState, ReturnWay
from tongban.relays.models import Relay
from tongban.relays.passing import SIGNATURE, passed_of
from tongban.relays.policies import collecting_post
from tongban.relays.published import relay_offer
from tongban.relays.queries import relay_of_sitting
from tongban.relays.refusals import FormalCheckNotDone, NotCollectedHere
from tongban.relays.views import RelayView
from tongban.relays.writing import Line, enter


def collect(
    *,
    clerk: Actor,
    sitting_id: str,
    item_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    situation: str | None,
    statement: str,
    signed_on: SignedOn,
    ink: str,
    complete: bool,
    legible: bool,
    return_way: ReturnWay,
    courier: str = "",
    now: datetime,
) -> RelayView:
    """Take in what was filled in and signed, and send it on; repeated, the same relay comes back.

    ``complete`` and ``legible`` are all a collecting window judges; ``courier`` carries originals
    when named. The case begins on its way: nothing is accepted, no clock of the law runs. What is
    handed over is on the receipt with its SHA-256. Refuses FormalCheckNotDone, NotCollectedHere,
    and what ``hand_in`` refuses. Source: 国办发〔2020〕35号.
    """
    _checked(complete, legible)
    known = sitting(clerk, sitting_id)
    if known.case_id is not None:
        return relay_of_sitting(clerk, known.case_id, now)
    item = published_item(known.item_code)
    offer = relay_offer(item.code)
    found = collecting_post(clerk, offer, item) if offer else None
    if offer is None or offer.collecting is None or found is None:
        raise NotCollectedHere
    page = Passed(SIGNATURE, blob(attended_actor(clerk, sitting_id), ink).sha256)
    transit = offer.collecting.transit

    def keep(made: CaseView) -> None:
        row = _begun(made, item, found, sitting_id, return_way, transit, now)
        _first_lines(row, clerk, found[0], (*passed_of(made), page), courier, now)

    made = hand_in(
        clerk=clerk,
        sitting_id=sitting_id,
        item_version=item_version,
        answers=answers,
        material_blobs=material_blobs,
        situation=situation,
        statement=statement,
        signed_on=signed_on,
        ink=ink,
        collected=CollectedFor(found[0].agency_code, keep),
        now=now,
    )
    return relay_of_sitting(clerk, made.id, now)


def _checked(complete: bool, legible: bool) -> None:
    said = (
        ("complete", complete, "材料还没有核对齐全。", "It is not ticked that all is there."),
        ("legible", legible, "材料还没有核对清晰。", "It is not ticked that all can be read."),
    )
    problems = [
        Problem(
            name, f"relays.not_{name}", Text.of(zh, en),
            Text.of("核对后勾选；不齐、不清的请当场说清楚。", "Check and tick, or say what lacks."),
        )
        for name, ticked, zh, en in said
        if not ticked
    ]  # fmt: skip
    if problems:
        raise FormalCheckNotDone(problems)


def _begun(
    made: CaseView,
    item: ItemView,
    found: tuple[Post, PlaceView],
    sitting_id: str,
    return_way: ReturnWay,
    transit: Span,
    now: datetime,
) -> Relay:
    post, here = found
    return Relay.objects.create(
        id=new_id("relay"),
        number=f"SJ{made.number}",
        case_id=made.id,
        case_number=made.number,
        item_code=item.code,
        subject_id=made.parties[0].subject_id,
        sitting_id=sitting_id,
        place_code=here.code,
        collector_agency=post.agency_code,
        collector_region=here.region,
        home_agency=item.agency_code,
        home_region=item.region,
        return_way=return_way.value,
        transit=str(transit),
        state=RelayState.UNDER_WAY.value,
        collected_at=now,
    )


def _first_lines(
    row: Relay,
    clerk: Actor,
    post: Post,
    passed: tuple[Passed, ...],
    courier: str,
    now: datetime,
) -> None:
    due = due_at(now, Span.parse(row.transit), calendar())
    collected = Line(EntryKind.COLLECTED, End.COLLECTOR, passed=passed)
    sent = Line(EntryKind.SENT, End.COLLECTOR, 1, passed, due, courier=courier)
    enter(row, (collected, sent), actor=clerk, post=post, now=now)
