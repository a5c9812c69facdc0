"""Policies 政策库: searched by everybody, looked for on request by whom they may fit."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from tongban.jurisdiction.api import local_date
from tongban.policies.api import (
    PolicySide,
    PublicPolicy,
    Suggestion,
    agree_to_matching,
    end_matching,
    find_policies,
    fitting_policies,
    public_policy,
    search_policies,
)
from tongban.web.api.auth import signed_in
from tongban.web.api.schemas.reading import MatchedOut, PublicPolicyOut, SuggestionOut
from tongban.web.api.schemas.shapes import DoneOut

router = Router(tags=["policies"])


@router.get("", response=list[PublicPolicyOut], summary="Policies in force that meet a text")
def search(
    request: HttpRequest,
    text: Annotated[str, Query(max_length=64)] = "",
    side: PolicySide | None = None,
) -> tuple[PublicPolicy, ...]:
    """Public; without a text all of them."""
    del request
    return search_policies(text, side, local_date(timezone.now()))


@router.get("/mine", response=list[SuggestionOut], summary="Policies found to fit the caller")
def mine(request: HttpRequest) -> tuple[Suggestion, ...]:
    """With every fact that was used."""
    return fitting_policies(signed_in(request), local_date(timezone.now()))


@router.post("/mine", response=MatchedOut, summary="Agree, and look for policies that fit")
def look(request: HttpRequest) -> dict[str, int]:
    """The call is the consent; each look-up is in the caller's own ledger."""
    actor, now = signed_in(request), timezone.now()
    agree_to_matching(actor=actor, now=now)
    return {"found": find_policies(actor=actor, now=now)}


@router.delete("/mine", response=DoneOut, summary="Take the consent back")
def end(request: HttpRequest) -> dict[str, bool]:
    """What was found and the facts used for it are deleted."""
    end_matching(actor=signed_in(request), now=timezone.now())
    return {"done": True}


@router.get("/{code}", response=PublicPolicyOut, summary="One policy")
def one(request: HttpRequest, code: str) -> PublicPolicy:
    """Public."""
    del request
    return public_policy(code[:64])
