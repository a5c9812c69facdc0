"""Signing in and out, changing whom one acts for, and coming back with what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.identity.api import AccountView, sign_in_demo
from tongban.seals.api import LicenceSignInView
from tongban.web.plumbing.acting import (
    ACCOUNT_KEY,
    ACTS_FOR_KEY,
    LICENCE_KEY,
    forget_visitor,
    visitor_of,
)


def sign_in(request: HttpRequest, account_id: str) -> AccountView:
    """Open a fresh session for a demo account. Refuses whatever ``identity`` refuses."""
    account = sign_in_demo(account_id=account_id, now=timezone.now())
    request.session.flush()
    request.session[ACCOUNT_KEY] = account.id
    forget_visitor(request)
    return account


def sign_in_by_licence(request: HttpRequest, granted: LicenceSignInView) -> bool:
    """Open a fresh session that acts for the licence's firm; False when it no longer may."""
    sign_in(request, granted.account_id)
    if not act_for(request, granted.firm_id):
        sign_out(request)
        return False
    request.session[LICENCE_KEY] = [granted.firm_id, granted.licence]
    return True


def sign_out(request: HttpRequest) -> None:
    """Close the session; nothing of it is left."""
    request.session.flush()
    forget_visitor(request)


def act_for(request: HttpRequest, subject_id: str) -> bool:
    """Act for ``subject_id`` from now on (oneself included); whether the account may."""
    account = visitor_of(request).account
    if account is None:
        return False
    allowed = {account.subject_id, *(subject.id for subject in account.represents)}
    if subject_id not in allowed:
        return False
    request.session[ACTS_FOR_KEY] = subject_id
    forget_visitor(request)
    return True


def see_other(path: str) -> HttpResponse:
    """After a POST: look there next (303)."""
    response = HttpResponse(status=303)
    response["Location"] = path
    return response
