"""Who calls: the session of the pages, or a signed token in the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from ninja.utils import check_csrf

from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.plumbing.acting import SignInNeeded, actor_of, visitor_for
from tongban.web.plumbing.refusals import STALE_FORM

TOKEN_LIFE_S = 3_600
_SALT = "tongban.web.api.demo-token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TokenNotValid(Refusal):
    """The bearer token is forged, expired, or the demonstration is over."""

    def __init__(self) -> None:
        super().__init__(
            code="api.token_not_valid",
            message=Text.of("令牌无效或已过期。", "The token is not valid or has expired."),
            mend=Text.of("请重新取得令牌。", "Ask for a new token."),
            kind=RefusalKind.SIGN_IN,
        )


def demo_token(account_id: str) -> str:
    """A token that speaks for a demo account for an hour."""
    return signing.dumps(account_id, salt=_SALT)


def caller(request: HttpRequest) -> Actor:
    """The acting party, who may be anonymous. Refuses: TokenNotValid."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not token:
        return actor_of(request)
    if scheme.lower() != "bearer" or not settings.DEMO:
        raise TokenNotValid
    try:
        account_id = signing.loads(token, salt=_SALT, max_age=TOKEN_LIFE_S)
    except signing.BadSignature:
        raise TokenNotValid from None
    return visitor_for(str(account_id), Channel.API).actor


def signed_in(request: HttpRequest) -> Actor:
    """The acting party, who must have signed in; a session also shows its forgery token.

    Refuses: SignInNeeded, TokenNotValid, and the refusal of a forged form.
    """
    actor = caller(request)
    if actor.kind is ActorKind.ANONYMOUS:
        raise SignInNeeded
    by_session = "Authorization" not in request.headers
    if by_session and request.method not in _SAFE_METHODS and check_csrf(request) is not None:
        raise STALE_FORM
    return actor
