"""/account/level: the five identity levels 可信身份等级, where one stands, and the ways up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.identity.api import (
    CheckWay,
    IdentityCheckerTwin,
    assurance_levels,
    checker,
    confirm_identity,
    register_number,
    ways_to,
)
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.acting import forget_visitor, require_actor
from tongban.web.plumbing.forms import kept_of
from tongban.web.plumbing.places import local_path
from tongban.web.plumbing.sessions import see_other

_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_LARGEST_PICTURE = 5_000_000
_PLATFORM = Actor.system("web")


class FaceNotAgreed(Refusal):
    """A face is looked at only with consent, given for this alone."""

    def __init__(self) -> None:
        super().__init__(
            "web.face_not_agreed",
            Text.of("您还没有同意比对人像。", "You have not agreed to the comparison yet."),
            Text.of(
                "同意后勾选再试；不想比对，可以到窗口核验。",
                "Tick to agree, or show your identity card at a window instead.",
            ),
        )


def show(request: HttpRequest) -> HttpResponse:
    """GET, or a POST that brings what was typed: the ladder. A POST with ``way`` tries it.

    Who passes goes back to ``next``; what was typed there goes along.
    """
    actor = require_actor(request)
    way = next((one for one in CheckWay if one.value == request.POST.get("way")), None)
    faults: tuple[Fault, ...] = ()
    status = 200
    if way is not None:
        try:
            confirm_identity(
                actor=actor,
                way=way,
                number=request.POST.get("number", "")[:40],
                picture=_picture(request, actor) if way is CheckWay.FACE else b"",
                now=timezone.now(),
            )
            return _back(request)
        except Refusal as refused:
            if refused.kind in _ELSEWHERE:
                raise
            faults, status = (Fault(refused.message, refused.mend),), refused.kind.value
    return render(request, "portal/level.html", _page(request, actor, faults), status=status)


def _page(request: HttpRequest, actor: Actor, faults: tuple[Fault, ...]) -> dict[str, object]:
    needed = _needed(request, actor)
    return {
        "levels": assurance_levels(),
        "present": actor.assurance,
        "needed": needed,
        "ways": [one.value for one in ways_to(needed)],
        "register": CheckWay.REGISTER,
        "face": CheckWay.FACE,
        "twin": _is_twin(),
        "next": local_path(request.POST.get("next") or request.GET.get("next"), "/account"),
        "kept": kept_of(request),
        "faults": faults,
        "path": (Crumb(gettext("My account"), "/account"), Crumb(gettext("Identity level"))),
    }


def _needed(request: HttpRequest, actor: Actor) -> Assurance:
    """What is wanted; one more than there is when nothing was said."""
    sent = request.POST.get("need") or request.GET.get("need") or ""
    if sent in {str(one.value) for one in Assurance if one}:
        return Assurance(int(sent))
    return Assurance(min(actor.assurance + 1, Assurance.L5))


def _back(request: HttpRequest) -> HttpResponse:
    forget_visitor(request)
    messages.success(request, gettext("Your identity level has gone up."))
    back, kept = local_path(request.POST.get("next"), "/account"), kept_of(request)
    if kept:
        context = {"next": back, "kept": kept, "path": (), "stepped_up": True}
        return render(request, "portal/go-on.html", context)
    return see_other(back)


def _picture(request: HttpRequest, actor: Actor) -> bytes:
    """What the camera saw; in the demo the face of whoever is said to be before it."""
    if request.POST.get("agreed") != "1":
        raise FaceNotAgreed
    if _is_twin():
        twin = checker()
        number = register_number(_PLATFORM, actor.subject_id or "")
        there = request.POST.get("before") == "me" and number is not None
        if isinstance(twin, IdentityCheckerTwin) and there and number is not None:
            return twin.face_of(number.value)
        return b""
    upload = request.FILES.get("picture")
    return upload.read(_LARGEST_PICTURE) if upload is not None else b""


def _is_twin() -> bool:
    try:
        return isinstance(checker(), IdentityCheckerTwin)
    except Refusal:
        return False
