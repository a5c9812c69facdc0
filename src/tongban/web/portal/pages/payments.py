"""/payments: what I have to pay, paying it, its receipt 我的缴费; the demo channel's cashier."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.payments.api import (
    CHANNEL,
    NoticeState,
    NoticeView,
    begin_payment,
    my_notices,
    notice,
    receipt,
    twin_closes,
    twin_order,
    twin_pays,
)
from tongban.web.design.parts import Crumb, Mood
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.amounts import amount_typed
from tongban.web.plumbing.callbacks import hear_channel
from tongban.web.plumbing.sessions import see_other

_LONGEST_CURSOR = 60
_MOODS = {
    NoticeState.DUE: Mood.CARE,
    NoticeState.PAID: Mood.GOOD,
    NoticeState.WAIVED: Mood.GOOD,
}


def listed(request: HttpRequest) -> HttpResponse:
    """My payment notices, newest first."""
    page = my_notices(require_actor(request), request.GET.get("after", "")[:_LONGEST_CURSOR])
    context = {
        "lines": [(one, _mood(one)) for one in page.items],
        "next_url": f"/payments?after={page.next_cursor}" if page.next_cursor else "",
        "first_url": "/payments" if request.GET.get("after") else "",
        "path": (Crumb(gettext("My payments")),),
    }
    return render(request, "portal/payments.html", context)


def show(request: HttpRequest, notice_id: str) -> HttpResponse:
    """One notice: what for, how much, under which article; pay it, or see how it went."""
    known = notice(require_actor(request), notice_id)
    refs = [line.article for line in known.lines if line.article]
    context = {
        "notice": known,
        "mood": _mood(known),
        "about_case": known.about.startswith("case_"),
        "law": {str(ref): view for ref, view in articles(refs).items()},
        "path": (Crumb(gettext("My payments"), "/payments"), Crumb(known.number)),
    }
    return render(request, "portal/payment.html", context)


def pay(request: HttpRequest, notice_id: str) -> HttpResponse:
    """POST: to the channel's cashier, with all that is left or the part that was typed."""
    actor, typed = require_actor(request), request.POST.get("amount", "").strip()
    part = amount_typed(typed, notice(actor, notice_id).left) if typed else None
    order = begin_payment(actor=actor, notice_id=notice_id, amount=part, now=timezone.now())
    return see_other(order.url)


def show_receipt(request: HttpRequest, notice_id: str) -> HttpResponse:
    """The electronic receipt 财政电子票据, made to be printed."""
    made = receipt(require_actor(request), notice_id)
    path = (
        Crumb(gettext("My payments"), "/payments"),
        Crumb(made.notice.number, f"/payments/{notice_id}"),
        Crumb(gettext("Receipt")),
    )
    context = {"receipt": made, "notice": made.notice, "path": path}
    return render(request, "portal/receipt.html", context)


def cashier(request: HttpRequest, order_id: str) -> HttpResponse:
    """The demo channel's own page: pay or leave; it then tells us by a signed callback."""
    known = twin_order(order_id) if settings.DEMO else None
    if known is None:
        raise Http404
    if request.method == "POST":
        tell = twin_pays if request.POST.get("choice") == "pay" else twin_closes
        now = timezone.now()
        body, signature = tell(order_id, now=now)
        return see_other(f"/payments/{hear_channel(CHANNEL, body, signature, now).id}")
    context = {"order": known, "path": (Crumb(Text.of("演示支付渠道", "Demo payment channel")),)}
    return render(request, "portal/cashier.html", context)


def _mood(known: NoticeView) -> str:
    return _MOODS.get(known.state, Mood.PLAIN).value
