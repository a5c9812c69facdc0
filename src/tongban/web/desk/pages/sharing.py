"""/desk/sharing: requests for data with their clock, grants, contested values 数据共享."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.exchange.api import (
    CorrectionView,
    CrossRequestView,
    GrantState,
    GrantView,
    RequestStep,
    RequestView,
    ResourceView,
    answer_correction,
    corrections_waiting,
    cross_requests,
    dispute_request,
    extend_reply,
    grant_request,
    grants,
    open_correction,
    refuse_request,
    request_queue,
    resource,
    revoke_grant,
    rule_on_dispute,
    withdraw_request,
)
from tongban.exchange.api import request as share_request
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault, Light, LightColour
from tongban.web.desk.entry import navigation, officer_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.present.clock import light_until
from tongban.web.present.naming import agency_name, article_title, element_names, item_title

_HOME = "/desk/sharing"
NOT_YOURS = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_NO_ARTICLE = ArticleRef("none", "0", "0001-01-01")
MOVES = {
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

    view: RequestView | CrossRequestView
    url: str
    resource: Text
    consumer: Text
    provider: Text
    item: Text
    article: Text
    light: Light
    platform: Text | None = None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as drawn; ``revocable`` while it stands."""

    view: GrantView
    resource: Text
    consumer: Text
    item: Text
    revocable: bool


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A contested value that waits, without the person's words."""

    view: CorrectionView
    name: Text
    light: Light


@dataclass(frozen=True, slots=True)
class Move:
    """A step this officer may take now."""

    step: RequestStep
    label: Text


def show(request: HttpRequest) -> HttpResponse:
    """What waits for the officer's agency, what it granted and holds, and contested values."""
    actor, now = officer_of(request), timezone.now()
    waiting = request_queue(actor, now)
    settled = request_queue(actor, now, waiting=False)
    given = grants(actor, now, cursor=request.GET.get("cursor") or None)
    context = {
        "nav": navigation(request, actor),
        "waiting": [_line(one, now) for one in waiting.items],
        "total": waiting.total,
        "across": sum(each.received for each in cross_requests(actor, now)),
        "settled": [_line(one, now) for one in settled.items],
        "grants": [_grant(one) for one in given.items],
        "next_url": f"{_HOME}?cursor={given.next_cursor}" if given.next_cursor else "",
        "corrections": [_correction(one, now) for one in corrections_waiting(actor)],
    }
    return render(request, "desk/sharing.html", context)


def one(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request: what is asked, why, by which article, and what may be done."""
    actor = officer_of(request)
    return _page(request, actor, share_request(actor, request_id, timezone.now()), ())


def move(request: HttpRequest, request_id: str, step: str) -> HttpResponse:
    """Take one step; a refusal is shown in place."""
    act = _VERBS.get(step)
    if act is None:
        raise Http404
    if request.method != "POST":  # coming back from the sign-in door
        return see_other(f"{_HOME}/{request_id}")
    actor, now = officer_of(request), timezone.now()
    try:
        act(actor, request_id, request.POST, now)
    except Refusal as refusal:
        if refusal.kind in NOT_YOURS:
            raise
        known = share_request(actor, request_id, now)
        faults = (Fault(refusal.message, refusal.mend),)
        return _page(request, actor, known, faults, refusal.kind.value)
    messages.success(request, gettext("Done."))
    return see_other(f"{_HOME}/{request_id}")


def revoke(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Take a grant back at once."""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        revoke_grant(
            actor=officer_of(request), grant_id=grant_id, reason=reason, now=timezone.now()
        )
        messages.success(request, gettext("Revoked. The nodes are told within seconds."))
    return see_other(_HOME)


def correction(request: HttpRequest, correction_id: str) -> HttpResponse:
    """Open a contested value, by POST because each opening leaves a record; answer it."""
    if request.method != "POST":
        return see_other(_HOME)
    actor, now = officer_of(request), timezone.now()
    found = request.POST.get("found", "")
    faults: tuple[Fault, ...] = ()
    if found in ("corrected", "upheld"):
        try:
            answer_correction(
                actor=actor,
                correction_id=correction_id,
                corrected=found == "corrected",
                words=request.POST.get("words", ""),
                now=now,
            )
        except Refusal as refusal:
            if refusal.kind in NOT_YOURS:
                raise
            faults = (Fault(refusal.message, refusal.mend),)
        else:
            messages.success(request, gettext("Answered. The person is told."))
            return see_other(_HOME)
    view = open_correction(actor=actor, correction_id=correction_id, now=now)
    context = {
        "nav": navigation(request, actor),
        "line": _correction(view, now),
        "faults": faults,
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(gettext("Contested value"))),
    }
    return render(request, "desk/contested.html", context, status=422 if faults else 200)


def _page(
    request: HttpRequest,
    actor: Actor,
    known: RequestView,
    faults: tuple[Fault, ...],
    status: int = 200,
) -> HttpResponse:
    line = _line(known, timezone.now())
    shared: ResourceView = resource(known.resource_code)
    context = {
        "nav": navigation(request, actor),
        "line": line,
        "shared": shared,
        "fields": element_names(known.fields),
        "moves": [Move(step, MOVES[step]) for step in known.possible],
        "faults": faults,
        "typed": request.POST,
        "path": (Crumb(gettext("Data sharing"), _HOME), Crumb(line.resource)),
    }
    return render(request, "desk/share-request.html", context, status=status)


def _line(view: RequestView, now: datetime) -> RequestLine:
    return RequestLine(
        view=view,
        url=f"{_HOME}/{view.id}",
        resource=resource(view.resource_code).name,
        consumer=agency_name(view.consumer_code),
        provider=agency_name(view.provider_code),
        item=item_title(view.item_code),
        article=article_title(view.article),
        light=light_of_due(view.due_at, now),
    )


def light_of_due(due_at: datetime | None, now: datetime) -> Light:
    """The clock light of a request, until when somebody is waited for."""
    if due_at is None:
        return Light(LightColour.DONE, Text.of("无需等待", "Nobody is waited for"))
    return light_until(due_at, now)


def _grant(view: GrantView) -> GrantLine:
    return GrantLine(
        view=view,
        resource=resource(view.resource_code).name,
        consumer=agency_name(view.consumer_code),
        item=item_title(view.item_code),
        revocable=view.state in (GrantState.IN_FORCE, GrantState.AHEAD),
    )


def _correction(view: CorrectionView, now: datetime) -> CorrectionLine:
    name = element_names((view.element_id,))[view.element_id]
    return CorrectionLine(view, name, light_of_due(view.due_at, now))


def version_typed(typed: QueryDict) -> int:
    """The version of the request the officer saw; 0 where none can be read."""
    given = typed.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def article_typed(typed: QueryDict) -> ArticleRef:
    """What was cited; an article that is in no statute when it cannot be read."""
    try:
        return ArticleRef.parse(typed.get("article", "").strip()[:120])
    except ValueError:
        return _NO_ARTICLE


def _grant_it(actor: Actor, request_id: str, typed: QueryDict, now: datetime) -> None:
    grant_request(
        actor=actor, request_id=request_id, expected_version=version_typed(typed),
        fields=typed.getlist("fields"), reason=typed.get("reason", ""), now=now,
    )  # fmt: skip


def _refuse_it(actor: Actor, request_id: str, typed: QueryDict, now: datetime) -> None:
    refuse_request(
        actor=actor, request_id=request_id, expected_version=version_typed(typed),
        reason=typed.get("reason", ""), article=article_typed(typed), now=now,
    )  # fmt: skip


def _rule(share: bool) -> Callable[[Actor, str, QueryDict, datetime], None]:
    def rule(actor: Actor, request_id: str, typed: QueryDict, now: datetime) -> None:
        rule_on_dispute(
            actor=actor, request_id=request_id, expected_version=version_typed(typed), share=share,
            reason=typed.get("reason", ""), now=now,
        )  # fmt: skip

    return rule


def _with_reason(
    verb: Callable[..., RequestView],
) -> Callable[[Actor, str, QueryDict, datetime], None]:
    def act(actor: Actor, request_id: str, typed: QueryDict, now: datetime) -> None:
        verb(
            actor=actor, request_id=request_id, expected_version=version_typed(typed),
            reason=typed.get("reason", ""), now=now,
        )  # fmt: skip

    return act


_VERBS: dict[str, Callable[[Actor, str, QueryDict, datetime], None]] = {
    RequestStep.GRANTED.value: _grant_it,
    RequestStep.REFUSED.value: _refuse_it,
    RequestStep.EXTENDED.value: _with_reason(extend_reply),
    RequestStep.DISPUTED.value: _with_reason(dispute_request),
    RequestStep.WITHDRAWN.value: _with_reason(withdraw_request),
    RequestStep.RULED_TO_SHARE.value: _rule(share=True),
    RequestStep.RULED_NOT_TO_SHARE.value: _rule(share=False),
}
