"""Handed in elsewhere 异地代收代办: collect, confirm, read the duty log."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from tongban.cases.api import case
from tongban.feedback.api import ask_at_window
from tongban.parcels.api import COURIER
from tongban.reception.api import Presented, SittingView
from tongban.relays.api import (
    DeskRelays,
    JointDuty,
    RelayNotFound,
    RelayView,
    begin_collection,
    collect,
    confirm_receipt,
    confirm_result,
    desk_relays,
    hand_out,
    joint_duties,
    recipient,
    relay,
    relay_of_case,
    send_again,
    send_back,
    send_result,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.reception import OpenIn, PresentedIn, SittingOut
from tongban.web.api.schemas.relays import (
    AgainIn,
    BoardOut,
    CollectIn,
    JointOut,
    RelayOut,
    ResultIn,
    WordsIn,
)
from tongban.web.api.schemas.results import BlobOut
from tongban.web.plumbing.handing_in import keep_upload

router = Router(tags=["relays"])


@router.get("", response=BoardOut, summary="What the caller's posts collect and receive")
def board(request: HttpRequest) -> DeskRelays:
    """Collected here, to be received or decided here, done; empty for who holds no post."""
    return desk_relays(signed_in(request), timezone.now())


@router.get("/of/{case_id}", response=RelayOut, summary="The duty log of a case")
def of_case(request: HttpRequest, case_id: str) -> RelayView:
    """For the person and both ends; 404 when it was not handed in elsewhere."""
    found = relay_of_case(signed_in(request), case_id, timezone.now())
    if found is None:
        raise RelayNotFound
    return found


@router.get("/joint/{case_id}", response=list[JointOut], summary="Steps several places take")
def joint(request: HttpRequest, case_id: str) -> tuple[JointDuty, ...]:
    """Of a case handled by several places, for whoever may read it; empty for any other."""
    return joint_duties(case(signed_in(request), case_id))


@router.post("/sittings", response={201: SittingOut}, summary="Begin to collect for somebody")
def begin(request: HttpRequest, given: OpenIn) -> Status:
    """By a clerk of a place that collects the item; files go to `/reception/{id}/files`."""
    made: SittingView = begin_collection(
        clerk=signed_in(request),
        presented=Presented(given.name, given.number, given.seen_by),
        item_code=given.item_code,
        window=given.window,
        firm=given.firm,
        now=timezone.now(),
    )
    return Status(201, made)


@router.post("/sittings/{sitting_id}", response={201: RelayOut}, summary="Collect and send on")
def collecting(request: HttpRequest, sitting_id: str, given: CollectIn) -> Status:
    """A receipt of collection, no acceptance; repeated, the same one comes back.

    The tablet of the window asks the person to rate the visit, once.
    """
    said = given.model_dump(exclude={"by_courier"})
    clerk, now = signed_in(request), timezone.now()
    made = collect(
        clerk=clerk,
        sitting_id=sitting_id,
        courier=COURIER if given.by_courier else "",
        now=now,
        **said,
    )
    ask_at_window(clerk=clerk, sitting_id=sitting_id, now=now)
    return Status(201, made)


@router.get("/{relay_id}", response=RelayOut, summary="One receipt with its duty log")
def one(request: HttpRequest, relay_id: str) -> RelayView:
    """For the person and both ends."""
    return relay(signed_in(request), relay_id, timezone.now())


@router.post("/{relay_id}/receipt", response=RelayOut, summary="Confirm receipt")
def receive(request: HttpRequest, relay_id: str) -> RelayView:
    """By the office that decides: the time set by law counts from now."""
    return confirm_receipt(actor=signed_in(request), relay_id=relay_id, now=timezone.now())


@router.post("/{relay_id}/return", response=RelayOut, summary="Send it back with the reason")
def back(request: HttpRequest, relay_id: str, given: WordsIn) -> RelayView:
    """By the office that decides; it is no refusal of acceptance."""
    return send_back(
        actor=signed_in(request), relay_id=relay_id, reason=given.words, now=timezone.now()
    )


@router.post("/{relay_id}/files", response={201: BlobOut}, summary="A new file of the person")
def bring(
    request: HttpRequest, relay_id: str, given: Form[PresentedIn], file: File[UploadedFile]
) -> Status:
    """By the collecting window, from the person who is there; its id goes with the next sending."""
    clerk, now = signed_in(request), timezone.now()
    person = recipient(clerk=clerk, relay_id=relay_id, presented=_seen(given), now=now)
    return Status(201, keep_upload(person, file, "case-material", now))


@router.post("/{relay_id}/sending", response=RelayOut, summary="Send it again")
def again(request: HttpRequest, relay_id: str, given: AgainIn) -> RelayView:
    """By the collecting window, with what was put right and the files the person brought since."""
    return send_again(
        actor=signed_in(request),
        relay_id=relay_id,
        words=given.words,
        courier=COURIER if given.by_courier else "",
        presented=_seen(given.presented) if given.presented else None,
        material_blobs=given.material_blobs,
        now=timezone.now(),
    )


@router.post("/{relay_id}/result", response=RelayOut, summary="Send the result back")
def result(request: HttpRequest, relay_id: str, given: ResultIn) -> RelayView:
    """By the office that decided, where the person comes for it at the collecting window."""
    return send_result(
        actor=signed_in(request),
        relay_id=relay_id,
        courier=COURIER if given.by_courier else "",
        now=timezone.now(),
    )


@router.post("/{relay_id}/result/receipt", response=RelayOut, summary="The result is here")
def result_here(request: HttpRequest, relay_id: str) -> RelayView:
    """By the collecting window."""
    return confirm_result(actor=signed_in(request), relay_id=relay_id, now=timezone.now())


@router.post("/{relay_id}/hand-out", response=RelayOut, summary="Hand the result out")
def give(
    request: HttpRequest, relay_id: str, given: Form[PresentedIn], file: File[UploadedFile]
) -> RelayView:
    """To the person alone, known by their card; `file` is the scan of the page they signed."""
    clerk, now = signed_in(request), timezone.now()
    shown = _seen(given)
    ink = keep_upload(
        recipient(clerk=clerk, relay_id=relay_id, presented=shown, now=now), file, "signature", now
    )
    return hand_out(clerk=clerk, relay_id=relay_id, presented=shown, ink=ink.id, now=now)


def _seen(given: PresentedIn) -> Presented:
    return Presented(given.name, given.number, given.seen_by)
