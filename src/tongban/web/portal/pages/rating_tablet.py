"""/places/<code>/rating/<window>: the rating tablet 评价器 of a window, which faces the person.

The tablet is a browser that a clerk has set up for it at the desk; it is known by a signed cookie
and nobody is signed in on it. The clerk's own browser cannot answer.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.feedback.api import NothingAsked, Satisfaction, rate_at_window
from tongban.kernel.text import Text
from tongban.places.api import NotAtThisPlace, place
from tongban.reception.api import asked_at
from tongban.web.design.parts import Fault
from tongban.web.plumbing.sessions import see_other
from tongban.web.plumbing.terminals import tablet_of
from tongban.web.portal.rating_tags import TAGS
from tongban.web.present.queueing import item_name

_LOOK_AGAIN_S, _THANKS_S = 3, 8
_WORDS = {
    "ask": Text.of("您对这次窗口服务满意吗？", "How satisfied are you with this service?"),
    "own": Text.of(
        "请您本人选择，工作人员不能代评。不想评价，可以直接离开。",
        "Please choose yourself; staff may not rate for you. You may also just leave.",
    ),
    "why": Text.of("还可以选原因（可多选）", "You may also say why (choose any)"),
    "idle": Text.of("欢迎光临", "Welcome"),
    "wait": Text.of("办完业务后，请在这里评价。", "Please rate here when you have been served."),
    "thanks": Text.of("谢谢，已记下您的评价。", "Thank you, your rating has been recorded."),
    "send": Text.of("提交评价", "Send"),
    "choose": Text.of("请先选择满意程度。", "Please choose how satisfied you are."),
}
_REASONS = ("fast", "slow", "clear", "unclear", "kind", "unkind")


def show(request: HttpRequest, code: str, window_code: str) -> HttpResponse:
    """The question while it stands; a POST answers it, once. Between, it waits.

    Refuses: NotAtThisPlace (this browser is not that tablet), PlaceNotFound.
    """
    window = f"{code}/{window_code}"
    if tablet_of(request) != window:
        raise NotAtThisPlace
    here, now = f"/places/{code}/rating/{window_code}", timezone.now()
    fault = None
    if request.method == "POST":
        level = next((one for one in Satisfaction if one.value == request.POST.get("level")), None)
        if level is None:
            fault = Fault(_WORDS["choose"], "", "level")
        else:
            try:
                rate_at_window(
                    window=window,
                    ask_id=request.POST.get("ask", ""),
                    level=level,
                    tags=[one for one in request.POST.getlist("tags") if one in TAGS],
                    now=now,
                )
            except NothingAsked:
                return see_other(here)
            return see_other(f"{here}?thanks=1")
    ask = asked_at(window, now)
    known = place(code)
    context = {
        "place": known,
        "window": known.window(window_code),
        "words": _WORDS,
        "ask": ask,
        "item": item_name(ask.item_code) if ask else None,
        "levels": list(Satisfaction),
        "tags": [(f"rating-tag/{one}", TAGS[f"rating-tag/{one}"]) for one in _REASONS],
        "thanks": bool(request.GET.get("thanks")) and ask is None,
        "fault": fault,
    }
    response = render(request, "portal/rating-tablet.html", context, status=422 if fault else 200)
    if ask is None:
        wait_s = _THANKS_S if context["thanks"] else _LOOK_AGAIN_S
        response["Refresh"] = f"{wait_s}; url={here}"
    response["Cache-Control"] = "no-store"
    return response
