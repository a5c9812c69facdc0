"""Tokens for trying the interface; the addresses exist in the demonstration only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from tongban.identity.api import DemoAccount, demo_accounts
from tongban.web.api.auth import TOKEN_LIFE_S, demo_token
from tongban.web.api.problems import NoSuchAddress
from tongban.web.api.schemas.results import DemoAccountOut, TokenIn, TokenOut

router = Router(tags=["demo"])


@router.get("/accounts", response=list[DemoAccountOut], summary="Demo people to try")
def accounts(request: HttpRequest) -> tuple[DemoAccount, ...]:
    """Invented people and officers."""
    _demo_only()
    return demo_accounts()


@router.post("/token", response=TokenOut, summary="A token that speaks for a demo account")
def token(request: HttpRequest, given: TokenIn) -> TokenOut:
    """Only for the invented people of the demonstration."""
    _demo_only()
    if given.account_id not in {known.account_id for known in demo_accounts()}:
        raise NoSuchAddress
    return TokenOut(token=demo_token(given.account_id), expires_in_s=TOKEN_LIFE_S)


def _demo_only() -> None:
    if not settings.DEMO:
        raise NoSuchAddress
