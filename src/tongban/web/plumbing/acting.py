"""Who acts in this request: the kernel ``Actor``, built once from the session's account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone

from tongban.agencies.api import posts_of
from tongban.identity.api import AccountView, SubjectKind, SubjectView, account
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.seals.api import Agreement, Proof
from tongban.web.plumbing.terminals import terminal_of

ACCOUNT_KEY = "account"
ACTS_FOR_KEY = "acts-for"
LICENCE_KEY = "licence"
_HANDHELD = re.compile(r"Mobi|Android|iPhone|HarmonyOS", re.IGNORECASE)


class SignInNeeded(Refusal):
    """Nobody has signed in, or the session is over."""

    def __init__(self) -> None:
        super().__init__(
            code="web.sign_in_needed",
            message=Text.of(
                "这一步需要登录。如果您刚才登录过，可能是登录已超时。",
                "This step needs you to sign in. If you had, the session may have expired.",
            ),
            mend=Text.of(
                "登录后会回到这里，您填写的内容都会保留。",
                "After signing in you come back here; everything you typed is kept.",
            ),
            kind=RefusalKind.SIGN_IN,
        )


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account behind a request, and the subject it acts for when not itself."""

    actor: Actor
    account: AccountView | None = None
    principal: SubjectView | None = None

    @property
    def acting_name(self) -> str:
        """Whose affairs these are, in words."""
        if self.principal is not None:
            return self.principal.name
        return self.account.name if self.account else ""


def channel_of(request: HttpRequest) -> Channel:
    """A place's terminal; else mobile or desk-top, by the browser's own hint, then its name."""
    if terminal_of(request):
        return Channel.KIOSK
    hint = request.headers.get("Sec-CH-UA-Mobile", "")
    if hint:
        return Channel.MOBILE if hint == "?1" else Channel.PC
    agent = request.headers.get("User-Agent", "")
    return Channel.MOBILE if _HANDHELD.search(agent) else Channel.PC


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor of this request, worked out once and kept with it."""
    known = getattr(request, "_visitor", None)
    if known is None:
        known = _read_visitor(request)
        # Django's stubs know no attribute of ours on a request.
        request._visitor = known  # type: ignore[attr-defined]
    return known


def forget_visitor(request: HttpRequest) -> None:
    """After signing in or out: the next look reads the session again."""
    # Django's stubs know no attribute of ours on a request.
    request._visitor = None  # type: ignore[attr-defined]


def agreement_of(request: HttpRequest, statement: str) -> Agreement:
    """The declaration ticked in this request, and how it is known who acts.

    By the electronic business licence while acting for its firm, else by the demonstration's way.
    """
    session = getattr(request, "session", None)
    firm_id, licence = (session.get(LICENCE_KEY) if session is not None else None) or ("", "")
    if licence and actor_of(request).on_behalf_of == firm_id:
        return Agreement(statement, Proof.LICENCE, licence)
    return Agreement(statement, Proof.DEMO)


def actor_of(request: HttpRequest) -> Actor:
    """The acting party of this request; anonymous when nobody has signed in."""
    return visitor_of(request).actor


def require_actor(request: HttpRequest) -> Actor:
    """The acting party, who must have signed in. Refuses: SignInNeeded."""
    actor = actor_of(request)
    if actor.kind is ActorKind.ANONYMOUS:
        raise SignInNeeded
    return actor


def _read_visitor(request: HttpRequest) -> Visitor:
    channel = channel_of(request)
    session = getattr(request, "session", None)
    account_id = session.get(ACCOUNT_KEY) if session is not None else None
    if not account_id:
        return Visitor(Actor.anonymous(channel))
    visitor = visitor_for(account_id, channel, session.get(ACTS_FOR_KEY) if session else None)
    return _by_licence(visitor, session.get(LICENCE_KEY) if session else None)


def _by_licence(visitor: Visitor, licence: Sequence[str] | None) -> Visitor:
    """Known at the fifth level while acting for the firm whose licence opened the session."""
    actor = visitor.actor
    if not licence or actor.on_behalf_of is None or actor.on_behalf_of != licence[0]:
        return visitor
    return replace(visitor, actor=replace(actor, assurance=Assurance.L5))


def visitor_for(account_id: str, channel: Channel, principal_id: str | None = None) -> Visitor:
    """The visitor an account stands for; anonymous when there is no such open account."""
    try:
        known = account(account_id)
    except Refusal:
        return Visitor(Actor.anonymous(channel))
    officer = known.kind is ActorKind.OFFICER
    posts = posts_of(known.id, local_date(timezone.now())) if officer else ()
    actor = Actor(
        kind=known.kind,
        subject_id=known.subject_id,
        account_id=known.id,
        posts=posts,
        assurance=known.assurance,
        channel=channel,
        name=known.name,
    )
    return _on_behalf(Visitor(actor, known), principal_id)


def _on_behalf(visitor: Visitor, principal_id: str | None) -> Visitor:
    """The same visitor acting for someone it represents, where it asked to and still may.

    For a firm one is known no better than the firm itself is.
    """
    known = visitor.account
    if known is None or known.kind is ActorKind.OFFICER:
        return visitor
    if principal_id is None and known.kind is ActorKind.FIRM_AGENT and known.represents:
        principal_id = known.represents[0].id
    for principal, mandate in zip(known.represents, known.mandates, strict=True):
        if principal.id == principal_id:
            firm = principal.kind is SubjectKind.FIRM
            known_as = visitor.actor.assurance
            actor = replace(
                visitor.actor,
                kind=ActorKind.FIRM_AGENT if firm else ActorKind.PERSON,
                assurance=min(known_as, principal.assurance) if firm else known_as,
                on_behalf_of=principal.id,
                mandate_id=mandate.id,
            )
            return Visitor(actor, known, principal)
    return replace(visitor, actor=replace(visitor.actor, kind=ActorKind.PERSON))
