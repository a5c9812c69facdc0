"""Steps of a request for data, taken and drawn alike on our own platform and across platforms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tongban.exchange.api import CrossRequestView, RequestStep, RequestView, ResourceView
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault, Light, LightColour
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.clock import light_until
from tongban.web.present.naming import element_names

Act: TypeAlias = Callable[[Actor, str, QueryDict, datetime], None]
AnyView: TypeAlias = RequestView | CrossRequestView
_NOT_YOURS = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_NO_ARTICLE = ArticleRef("none", "0", "0001-01-01")
_MOVES = {
    RequestStep.GRANTED: Text.of("同意共享", "Grant"),
    RequestStep.EXTENDED: Text.of("延长答复", "Take longer"),
    RequestStep.REFUSED: Text.of("不同意共享", "Refuse"),
    RequestStep.DISPUTED: Text.of("提请协调", "Dispute"),
    RequestStep.RULED_TO_SHARE: Text.of("裁定应当共享", "Rule that it is shared"),
    RequestStep.RULED_NOT_TO_SHARE: Text.of("裁定不予共享", "Rule that it need not be"),
    RequestStep.WITHDRAWN: Text.of("撤回申请", "Withdraw"),
}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as drawn at ``url``; ``platform`` is the other one, where it crosses platforms."""

    view: AnyView
    url: str
    resource: Text
    consumer: Text
    provider: Text
    item: Text
    article: Text
    light: Light
    platform: Text | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A step this officer may take now."""

    step: RequestStep
    label: Text


def take_step(
    request: HttpRequest,
    address: str,
    request_id: str,
    act: Act | None,
    draw: Callable[..., HttpResponse],
    done: str,
) -> HttpResponse:
    """Take a step of a request at ``address``, or draw it again with what stands against it.

    ``draw`` is given request, actor, request id, faults and status.
    """
    if act is None:
        raise Http404
    if request.method != "POST":  # coming back from the sign-in door
        return see_other(address)
    actor = officer_of(request)
    try:
        act(actor, request_id, request.POST, timezone.now())
    except Refusal as refusal:
        return draw(request, actor, request_id, fault_of(refusal), refusal.kind.value)
    messages.success(request, done)
    return see_other(address)


def fault_of(refusal: Refusal) -> tuple[Fault, ...]:
    """What to show in place; what is not this officer's is refused as a page of its own."""
    if refusal.kind in _NOT_YOURS:
        raise refusal
    return (Fault(refusal.message, refusal.mend),)


def drawn(
    request: HttpRequest, actor: Actor, line: RequestLine, shared: ResourceView | None,
    path: tuple[Crumb, ...], faults: tuple[Fault, ...], status: int,
) -> HttpResponse:  # fmt: skip
    """The page of one request; ``shared`` is its resource, where that is ours."""
    context = {
        "nav": navigation(request, actor),
        "line": line,
        "shared": shared,
        "fields": element_names(line.view.fields),
        "moves": [Move(step, _MOVES[step]) for step in line.view.possible],
        "faults": faults,
        "typed": request.POST,
        "path": path,
    }
    return render(request, "desk/share-request.html", context, status=status)


def light_of_due(due_at: datetime | None, now: datetime) -> Light:
    """The clock light of a request, until when somebody is waited for."""
    if due_at is None:
        return Light(LightColour.DONE, Text.of("无需等待", "Nobody is waited for"))
    return light_until(due_at, now)


def with_reason(verb: Callable[..., AnyView], **also: Callable[[QueryDict], object]) -> Act:
    """The step by this verb, with the reason typed and ``also`` what else the verb wants."""

    def act(actor: Actor, request_id: str, typed: QueryDict, now: datetime) -> None:
        verb(
            actor=actor, request_id=request_id, expected_version=version_of(typed),
            reason=typed.get("reason", ""), now=now,
            **{name: read(typed) for name, read in also.items()},
        )  # fmt: skip

    return act


def granting(verb: Callable[..., AnyView]) -> Act:
    """The step that grants the fields ticked."""
    return with_reason(verb, fields=lambda typed: typed.getlist("fields"))


def refusing(verb: Callable[..., AnyView]) -> Act:
    """The step that refuses by the article typed."""
    return with_reason(verb, article=_article)


def _article(typed: QueryDict) -> ArticleRef:
    """What was cited; an article that is in no statute when it cannot be read."""
    try:
        return ArticleRef.parse(typed.get("article", "").strip()[:120])
    except ValueError:
        return _NO_ARTICLE
