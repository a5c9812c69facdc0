"""Identity levels 可信身份等级: what each takes, where the caller stands, and stepping up."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from tongban.identity.api import AssuranceLevel, CheckWay, assurance_levels, confirm_identity
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.levels import CheckIn, LevelOut, StandingOut

router = Router(tags=["identity"])


@router.get("/levels", response=list[LevelOut], summary="The five levels")
def levels(request: HttpRequest) -> list[AssuranceLevel]:
    """What each takes and why a service asks for it; an item says which it needs."""
    del request
    return list(assurance_levels())


@router.get("/level", response=StandingOut, summary="The caller's own level")
def own(request: HttpRequest) -> dict[str, int]:
    """Of whom they act for now: a firm is known no better than itself."""
    return {"level": int(signed_in(request).assurance)}


@router.post("/checks", response=StandingOut, summary="Step up by name and number")
def check(request: HttpRequest, given: CheckIn) -> dict[str, int]:
    """Reaches level three. A face is compared on the page only, where consent is given."""
    reached = confirm_identity(
        actor=signed_in(request), way=CheckWay.REGISTER, number=given.number, now=timezone.now()
    )
    return {"level": int(reached)}
