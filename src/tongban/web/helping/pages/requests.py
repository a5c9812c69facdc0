"""/helping/new: note what somebody asked at the station or by telephone 登记请求."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.assistance.api import take_request
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.reception.api import Presented, SeenBy
from tongban.web.design.parts import Choice, Crumb, Fault, FieldKind
from tongban.web.helping.entry import DUTIES, helper_at, navigation
from tongban.web.helping.fields import (
    day_of,
    field,
    item_field,
    page_of,
    purpose_field,
    told,
    until_field,
)
from tongban.web.plumbing.forms import new_token, token_of
from tongban.web.plumbing.sessions import see_other

_TITLE = Text.of("登记帮办请求", "Note a request")
_WAYS = (
    Choice(
        SeenBy.EYE.value,
        Text.of("本人到场，我核对了身份证", "They are here; I compared the card"),
        Text.of("本人签好授权书，拍照上传，授权马上生效。", "The signed mandate begins at once."),
    ),
    Choice(
        SeenBy.VOICE.value,
        Text.of("打电话来的", "They called"),
        Text.of(
            "由镇（街道）便民服务中心回访确认后才能开始办。", "Begins when the town called back."
        ),
    ),
)


def note(request: HttpRequest) -> HttpResponse:
    """Who, what, how they asked; a POST notes it."""
    actor, me = helper_at(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        posted = request.POST
        by_phone = posted.get("seen_by") == SeenBy.VOICE.value
        try:
            made = take_request(
                actor=actor,
                presented=Presented(
                    posted.get("name", "")[:100],
                    posted.get("number", "")[:30],
                    SeenBy.VOICE if by_phone else SeenBy.EYE,
                ),
                item_code=posted.get("item", "")[:60],
                purpose=posted.get("purpose", ""),
                until=day_of(request),
                signed_page=None if by_phone else page_of(request),
                token=token_of(request),
                now=timezone.now(),
            )
        except Refusal as refused:
            faults = told(refused)
        else:
            messages.success(request, gettext("Noted; the person was told."))
            return see_other(f"/helping/{made.id}" if made.lack is None else "/helping")
    context = {
        "nav": navigation(request),
        "path": (Crumb(DUTIES, "/helping"), Crumb(_TITLE)),
        "title": _TITLE,
        "faults": faults,
        "token": token_of(request) if request.method == "POST" else new_token(),
        "fields": (
            field(
                request, faults, "seen_by", Text.of("怎么提出的", "How did they ask?"),
                FieldKind.ONE, options=_WAYS, given=SeenBy.EYE.value,
            ),
            field(request, faults, "name", Text.of("本人姓名", "The person's name")),
            field(request, faults, "number", Text.of("身份证号码", "Number on the identity card")),
            item_field(request, faults, actor, me.area[:6]),
            purpose_field(request, faults),
            until_field(request, faults),
            field(
                request, faults, "page", Text.of("签字授权书照片", "Picture of the signed mandate"),
                FieldKind.FILE, required=False,
                hint=Text.of("本人到场时必须上传；电话请求不用。", "Needed when they are here."),
            ),
        ),
    }  # fmt: skip
    return render(request, "helping/note.html", context, status=422 if faults else 200)
