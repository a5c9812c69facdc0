"""The window 窗口收件: begin a case for somebody who is there, wrote or calls."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongban.cases.api import CaseNotFound, CaseView
from tongban.feedback.api import ask_at_window
from tongban.reception.api import (
    HandBackView,
    Presented,
    SittingNotFound,
    SittingView,
    attended_actor,
    break_off,
    hand_back,
    hand_back_slip,
    hand_in,
    leave_as_draft,
    open_sitting,
    open_sittings,
    receipt,
    sitting,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.cases import CaseOut
from tongban.web.api.schemas.reception import (
    FilledIn,
    HandBackIn,
    HandBackOut,
    HandInIn,
    OpenIn,
    Purpose,
    SittingOut,
)
from tongban.web.api.schemas.results import BlobOut
from tongban.web.plumbing.handing_in import keep_upload

router = Router(tags=["reception"])


@router.get("", response=list[SittingOut], summary="The caller's sittings that have not ended")
def begun(request: HttpRequest) -> tuple[SittingView, ...]:
    """A clerk's own; empty for who is none."""
    return open_sittings(signed_in(request))


@router.post("", response={201: SittingOut}, summary="Begin to serve somebody")
def begin(request: HttpRequest, given: OpenIn) -> Status:
    """By a window clerk of the item's region."""
    made = open_sitting(
        clerk=signed_in(request),
        presented=Presented(given.name, given.number, given.seen_by),
        item_code=given.item_code,
        window=given.window,
        firm=given.firm,
        now=timezone.now(),
    )
    return Status(201, made)


@router.get("/{sitting_id}", response=SittingOut, summary="One sitting")
def one(request: HttpRequest, sitting_id: str) -> SittingView:
    """The caller's own."""
    return sitting(signed_in(request), sitting_id)


@router.post(
    "/{sitting_id}/files/{purpose}",
    response={201: BlobOut},
    summary="A material or the signed page of the person served",
)
def upload(
    request: HttpRequest, sitting_id: str, purpose: Purpose, file: File[UploadedFile]
) -> Status:
    """Kept as the person's own; its id goes into what is handed in."""
    kept = keep_upload(
        attended_actor(signed_in(request), sitting_id), file, purpose, timezone.now()
    )
    return Status(201, kept)


@router.post("/{sitting_id}/case", response={201: CaseOut}, summary="Hand in")
def hand(request: HttpRequest, sitting_id: str, given: HandInIn) -> Status:
    """The person's own case, signed by hand; repeated, the same one comes back.

    The tablet of the window asks them to rate the visit, once.
    """
    clerk, now = signed_in(request), timezone.now()
    made = hand_in(clerk=clerk, sitting_id=sitting_id, now=now, **given.model_dump())
    ask_at_window(clerk=clerk, sitting_id=sitting_id, now=now)
    return Status(201, made)


@router.get("/{sitting_id}/case", response=CaseOut, summary="The receipt")
def slip(request: HttpRequest, sitting_id: str) -> CaseView:
    """As the person's own shows it; 404 while nothing was handed in."""
    made = receipt(signed_in(request), sitting_id)
    if made is None:
        raise CaseNotFound
    return made


@router.post("/{sitting_id}/hand-back", response={201: HandBackOut}, summary="Hand back")
def give_back(request: HttpRequest, sitting_id: str, given: HandBackIn) -> Status:
    """Nothing is taken in; the slip says what, why and when. Repeated, the first one comes back."""
    clerk, now = signed_in(request), timezone.now()
    made = hand_back(clerk=clerk, sitting_id=sitting_id, now=now, **given.model_dump())
    return Status(201, made)


@router.get("/{sitting_id}/hand-back", response=HandBackOut, summary="The slip of a hand-back")
def slip_of_hand_back(request: HttpRequest, sitting_id: str) -> HandBackView:
    """The caller's own sitting; 404 when nothing was handed back."""
    made = hand_back_slip(signed_in(request), sitting_id)
    if made is None:
        raise SittingNotFound
    return made


@router.put("/{sitting_id}/draft", response=SittingOut, summary="Leave it as the person's draft")
def leave(request: HttpRequest, sitting_id: str, given: FilledIn) -> SittingView:
    """They go on when they sign in, or at a window."""
    return leave_as_draft(
        clerk=signed_in(request),
        sitting_id=sitting_id,
        answers=given.answers,
        situation=given.situation,
        now=timezone.now(),
    )


@router.delete("/{sitting_id}", response=SittingOut, summary="End it with nothing kept")
def end(request: HttpRequest, sitting_id: str) -> SittingView:
    """Nothing that was typed stays."""
    return break_off(clerk=signed_in(request), sitting_id=sitting_id, now=timezone.now())
