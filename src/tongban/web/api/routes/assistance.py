"""Help by a helper 帮办代办: helpers, errands, their steps, and who did what for me."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from tongban.assistance.api import (
    ActView,
    DutyView,
    ErrandState,
    ErrandView,
    HelperView,
    Prepared,
    Sheet,
    acts_for_me,
    ask_help,
    asked_of_helper,
    call_back,
    confirm_errand,
    decline,
    duties,
    errand,
    hand_back,
    hand_in_signed,
    helpers_serving,
    keep_sheet,
    look_at,
    my_errands,
    prepare,
    receive_result,
    return_errand,
    revoke_errand,
)
from tongban.cases.api import CaseView
from tongban.reception.api import Presented
from tongban.web.api.auth import signed_in
from tongban.web.api.routes.cases import IdempotencyKey
from tongban.web.api.schemas.assistance import (
    ActOut,
    AskIn,
    CallBackIn,
    ConfirmIn,
    DutyOut,
    DutyWorkOut,
    ErrandOut,
    HelperOut,
    PrepareIn,
    SheetOut,
    SignedIn,
    StandingOut,
)
from tongban.web.api.schemas.cases import CaseOut
from tongban.web.plumbing.acting import agreement_of
from tongban.web.plumbing.handing_in import as_page

router = Router(tags=["assistance"])
Area = Annotated[str, Query(max_length=12, pattern=r"^\d*$")]


@router.get("/helpers", response=list[HelperOut], summary="Helpers in office")
def helpers(request: HttpRequest, area: Area = "") -> tuple[HelperView, ...]:
    """For everybody: those whose village lies in a division, 100 at most."""
    del request
    return helpers_serving(area, timezone.now())


@router.get("/errands", response=list[ErrandOut], summary="What the caller asked helpers to do")
def mine(request: HttpRequest) -> tuple[ErrandView, ...]:
    """The newest 100."""
    return my_errands(signed_in(request), timezone.now())


@router.post("/errands", response={201: ErrandOut}, summary="Ask a helper, giving the mandate")
def ask(request: HttpRequest, given: AskIn, idempotency_key: IdempotencyKey) -> Status:
    """For one service and until one day; the same key is the same errand."""
    made = ask_help(
        actor=signed_in(request), helper_id=given.helper_id, item_code=given.item_code,
        purpose=given.purpose, until=given.until, token=idempotency_key, now=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.get("/errands/{errand_id}", response=ErrandOut, summary="One errand of the caller's")
def one(request: HttpRequest, errand_id: str) -> ErrandView:
    """For its resident only."""
    return errand(signed_in(request), errand_id, timezone.now())


@router.post("/errands/{errand_id}/confirmation", response=CaseOut, summary="Sign and send it")
def confirm(request: HttpRequest, errand_id: str, given: ConfirmIn) -> CaseView:
    """What the helper prepared becomes the resident's application, signed with their own key."""
    return confirm_errand(
        actor=signed_in(request), errand_id=errand_id, version=given.version,
        item_version=given.item_version, answers=given.answers,
        material_blobs=given.material_blobs, agreement=agreement_of(request, given.statement),
        now=timezone.now(),
    )  # fmt: skip


@router.post("/errands/{errand_id}/return", response=ErrandOut, summary="Back to the helper")
def send_back(request: HttpRequest, errand_id: str) -> ErrandView:
    """Not yet right; the helper prepares it again."""
    return return_errand(actor=signed_in(request), errand_id=errand_id, now=timezone.now())


@router.post("/errands/{errand_id}/revocation", response=ErrandOut, summary="Take it back")
def revoke(request: HttpRequest, errand_id: str) -> ErrandView:
    """At once: the helper does and sees nothing more."""
    return revoke_errand(actor=signed_in(request), errand_id=errand_id, now=timezone.now())


@router.post("/errands/{errand_id}/receipt", response=ErrandOut, summary="The result is here")
def receive(request: HttpRequest, errand_id: str) -> ErrandView:
    """The errand is done; its mandate ends."""
    return receive_result(actor=signed_in(request), errand_id=errand_id, now=timezone.now())


@router.post("/errands/{errand_id}/call-back", response=StandingOut, summary="After a call back")
def called(request: HttpRequest, errand_id: str, given: CallBackIn) -> dict[str, ErrandState]:
    """By who leads the station's body, never by who took the request."""
    actor, now = signed_in(request), timezone.now()
    return {"state": call_back(actor=actor, errand_id=errand_id, agreed=given.agreed, now=now)}


@router.get("/acts", response=list[ActOut], summary="Who did what for me")
def acts(request: HttpRequest, before: datetime | None = None) -> tuple[ActView, ...]:
    """The newest 50 acts, from the evidence log; older ones with `before`."""
    return acts_for_me(signed_in(request), before)


@router.get("/duties", response=list[DutyOut], summary="What the calling helper has to do")
def to_do(request: HttpRequest) -> tuple[DutyView, ...]:
    """The first due first; the people masked."""
    return duties(signed_in(request), timezone.now())


@router.get("/duties/{errand_id}", response=DutyWorkOut, summary="Open an errand to work on it")
def opened(request: HttpRequest, errand_id: str) -> dict[str, object]:
    """By its helper, within the mandate; that it was opened stands in the resident's account."""
    return _work(look_at(actor=signed_in(request), errand_id=errand_id, now=timezone.now()))


@router.post("/duties/{errand_id}/files", response={201: SheetOut}, summary="A file for a material")
def attach(request: HttpRequest, errand_id: str, file: File[UploadedFile]) -> Status:
    """Kept as the resident's own; its id goes into the draft. The helper cannot read it again."""
    actor, now = signed_in(request), timezone.now()
    return Status(201, keep_sheet(actor=actor, errand_id=errand_id, page=as_page(file), now=now))


@router.put("/duties/{errand_id}/draft", response=DutyWorkOut, summary="Prepare it")
def draft(request: HttpRequest, errand_id: str, given: PrepareIn) -> dict[str, object]:
    """By the helper; it replaces what was prepared. The resident is told and confirms it."""
    sheets = {code: Sheet(blob_id, "") for code, blob_id in given.sheets.items()}
    prepared = Prepared(given.answers, given.situation, sheets)
    actor, now = signed_in(request), timezone.now()
    return _work(prepare(actor=actor, errand_id=errand_id, prepared=prepared, now=now))


@router.post("/duties/{errand_id}/signature", response=DutyOut, summary="Signed at the station")
def sign(
    request: HttpRequest, errand_id: str, given: SignedIn, file: File[UploadedFile]
) -> DutyView:
    """Sends what was prepared: the resident is there with their card and signed by hand.

    `given` is a part of the form as JSON, `file` the picture of the signed page.
    """
    return hand_in_signed(
        actor=signed_in(request), errand_id=errand_id,
        presented=Presented(given.name, given.number, given.seen_by),
        item_version=given.item_version, answers=given.answers, statement=given.statement,
        signed_page=as_page(file), now=timezone.now(),
    )  # fmt: skip


def _work(known: DutyView) -> dict[str, object]:
    asked = asked_of_helper(known.item_code)
    return {"duty": known, "form": asked, "prepared": known.prepared}


@router.post("/duties/{errand_id}/hand-back", response=StandingOut, summary="Result handed back")
def handed_back(request: HttpRequest, errand_id: str) -> dict[str, ErrandState]:
    """By the helper, once the case is closed; errand and mandate end."""
    actor, now = signed_in(request), timezone.now()
    return {"state": hand_back(actor=actor, errand_id=errand_id, now=now)}


@router.post("/duties/{errand_id}/refusal", response=StandingOut, summary="Step back")
def step_back(request: HttpRequest, errand_id: str) -> dict[str, ErrandState]:
    """By the helper; the mandate ends and the person is told."""
    actor, now = signed_in(request), timezone.now()
    return {"state": decline(actor=actor, errand_id=errand_id, now=now)}
