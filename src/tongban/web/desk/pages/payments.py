"""POST /desk/payments/<id>/<step>: an approver waives a fee or gives it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tongban.cases.api import settle_payment
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.payments.api import NoticeView, notice, refund_notice, waive_notice
from tongban.web.desk.entry import officer_of
from tongban.web.plumbing.amounts import amount_typed
from tongban.web.plumbing.sessions import see_other

_MOST_WORDS = 500
_STEPS = {"waive": waive_notice, "refund": refund_notice}


def may_waive(actor: Actor, known: NoticeView | None) -> bool:
    """Whether the page offers to waive and to refund."""
    return known is not None and actor.has_duty(Duty.APPROVER, known.agency_code)


def decide(request: HttpRequest, notice_id: str, step: str) -> HttpResponse:
    """Waive or refund, then back to the case."""
    actor = officer_of(request)
    known = notice(actor, notice_id)
    if step not in _STEPS:
        raise Http404
    back = see_other(f"/desk/cases/{known.about}")
    if request.method != "POST":  # coming back from the sign-in door
        return back
    try:
        article = ArticleRef.parse(request.POST.get("article", ""))
    except ValueError:
        raise Http404 from None
    _STEPS[step](
        actor=actor,
        notice_id=notice_id,
        article=article,
        reason=request.POST.get("reason", "").strip()[:_MOST_WORDS],
        now=timezone.now(),
        **(_part(request, known) if step == "refund" else {}),
    )
    settle_payment(case_id=known.about, now=timezone.now())
    messages.success(request, _("Done; the payer reads the reason."))
    return back


def _part(request: HttpRequest, known: NoticeView) -> dict[str, Money]:
    """The part to refund and what the page showed as going back; nothing typed: all of it."""
    typed = request.POST.get("amount", "").strip()
    if not typed:
        return {}
    left = known.paid - known.going_back
    seen = amount_typed(request.POST.get("going_back", ""), left)
    return {"amount": amount_typed(typed, left), "going_back": seen}
