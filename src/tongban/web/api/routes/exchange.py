"""Shared data: the catalogue of resources, who looked at my data, what I contest."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from tongban.exchange.api import (
    ConsentView,
    CorrectionView,
    CrossGrantView,
    DayProofView,
    Lack,
    LookView,
    NewCrossGrant,
    OtherResourceView,
    ResourceView,
    ask_correction,
    consents_wanted,
    cross_grants,
    day_proofs,
    give_consent,
    grant_across,
    looks,
    my_consents,
    my_corrections,
    resources,
    resources_elsewhere,
    revoke_across,
    withdraw_consent,
)
from tongban.federation.api import reconcile_nodes
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import Page
from tongban.web.api.auth import signed_in
from tongban.web.api.reading import read
from tongban.web.api.schemas.exchange import (
    ConsentIn,
    ConsentOut,
    CorrectionIn,
    CorrectionOut,
    CrossGrantIn,
    CrossGrantOut,
    DayProofOut,
    LackOut,
    LookPageOut,
    OtherResourceOut,
    ResourceOut,
    RevocationIn,
)
from tongban.web.api.schemas.shapes import Key

router = Router(tags=["exchange"])
Cursor = Annotated[str | None, Query(max_length=60)]


@router.get("/resources", response=list[ResourceOut], summary="The catalogue of data resources")
def listed(request: HttpRequest) -> tuple[ResourceView, ...]:
    """Every data resource in use: whose, what is in it, how it is shared. Needs no sign-in."""
    return resources()


@router.get("/looks", response=LookPageOut, summary="Who looked at my data")
def looked(request: HttpRequest, cursor: Cursor = None) -> Page[LookView]:
    """Of the caller, or of whom the caller acts for; newest first."""
    actor = signed_in(request)
    return looks(actor, actor.acts_for or "", timezone.now(), cursor=cursor)


@router.get("/days", response=list[DayProofOut], summary="Proofs that no entry is missing")
def days(
    request: HttpRequest, since_days: Annotated[int, Query(ge=1, le=366)] = 31
) -> tuple[DayProofView, ...]:
    """For each node and day of late, newest first. Needs no sign-in."""
    return day_proofs(timezone.now() - timedelta(days=since_days))


@router.get("/lacks", response=list[LackOut], summary="What one node's evidence lacks")
def lacking(
    request: HttpRequest,
    one: Annotated[str, Query(max_length=128)],
    other: Annotated[str, Query(max_length=128)],
    since_days: Annotated[int, Query(ge=1, le=31)] = 7,
) -> tuple[Lack, ...]:
    """Messages that one of two nodes keeps and the other does not, but for the last minute.

    One may be another platform's, which is asked. For operators, supervisors, data coordinators.
    """
    now = timezone.now()
    since, until = now - timedelta(days=since_days), now - timedelta(minutes=1)
    return reconcile_nodes(actor=signed_in(request), one=one, other=other, since=since, until=until)


@router.get("/consents", response=list[ConsentOut], summary="What I agreed to")
def agreed(
    request: HttpRequest, item_code: Annotated[str | None, Query(max_length=60)] = None
) -> tuple[ConsentView, ...]:
    """What the caller gave, newest first; with an item, what it wants, given or not."""
    actor, now = signed_in(request), timezone.now()
    subject_id = actor.acts_for or ""
    if item_code is not None:
        return consents_wanted(actor, subject_id, item_code, now)
    return my_consents(actor, subject_id, now)


@router.post("/consents", response={201: ConsentOut}, summary="I agree")
def agree(request: HttpRequest, given: ConsentIn) -> Status:
    """Agree to the looks one grant allows; given twice it is one consent."""
    made = give_consent(actor=signed_in(request), grant_id=given.grant_id, now=timezone.now())
    return Status(201, made)


@router.post("/consents/{consent_id}/withdrawal", response=ConsentOut, summary="I withdraw")
def withdrawn(request: HttpRequest, consent_id: Key) -> ConsentView:
    """Nobody is answered on this consent from now on."""
    now = timezone.now()
    return withdraw_consent(actor=signed_in(request), consent_id=consent_id, now=now)


@router.get("/corrections", response=list[CorrectionOut], summary="What I contest")
def contested(request: HttpRequest) -> tuple[CorrectionView, ...]:
    """Newest first, with the answers."""
    actor = signed_in(request)
    return my_corrections(actor, actor.acts_for or "")


@router.post("/corrections", response={201: CorrectionOut}, summary="This is wrong")
def contest(request: HttpRequest, given: CorrectionIn) -> Status:
    """Contest what a source holds; its steward checks it."""
    made = ask_correction(
        actor=signed_in(request),
        element_id=given.element_id,
        words=given.words,
        token=given.token,
        look_id=given.look_id,
        now=timezone.now(),
    )
    return Status(201, made)


@router.get("/across/resources", response=list[OtherResourceOut], summary="What others may grant")
def elsewhere(request: HttpRequest) -> tuple[OtherResourceView, ...]:
    """Data resources of other platforms, by platform and code. Needs no sign-in."""
    return resources_elsewhere(timezone.now())


@router.get("/across/grants", response=list[CrossGrantOut], summary="Grants across platforms")
def crossing(request: HttpRequest) -> tuple[CrossGrantView, ...]:
    """Given and received, newest first: of a steward's agencies, all for who oversees."""
    return cross_grants(signed_in(request))


@router.post("/across/grants", response={201: CrossGrantOut}, summary="Grant across platforms")
def give_across(request: HttpRequest, given: CrossGrantIn) -> Status:
    """Let another platform's node ask. For the provider's steward; the same again replaces it."""
    new = NewCrossGrant(
        given.platform, given.consumer_node, given.item_code, given.purpose,
        read(ArticleRef.parse, given.article, "article"), given.resource_code,
        tuple(given.fields), given.term_days,
    )  # fmt: skip
    return Status(201, grant_across(actor=signed_in(request), new=new, now=timezone.now()))


@router.post("/across/grants/{grant_id}/revocation", response=CrossGrantOut, summary="End a grant")
def end_across(request: HttpRequest, grant_id: Key, given: RevocationIn) -> CrossGrantView:
    """Take back a grant across platforms, or use one no longer. For either end's steward here."""
    now = timezone.now()
    actor = signed_in(request)
    return revoke_across(actor=actor, grant_id=grant_id, reason=given.reason, now=now)
