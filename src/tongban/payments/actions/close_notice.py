"""A notice that is due no longer: waived 免缴, or what it was for has ended. Parts paid go back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.money import Money
from tongban.ledger.api import seal
from tongban.payments import events
from tongban.payments.actions.issue_notice import locked_to_decide, reason_given
from tongban.payments.actions.refund_notice import ask_back
from tongban.payments.models import Notice
from tongban.payments.queries import notice_view
from tongban.payments.recording import tell_notice
from tongban.payments.refusals import NothingDue
from tongban.payments.views import NoticeState, NoticeView


def waive_notice(
    *, actor: Actor, notice_id: str, article: ArticleRef, reason: str, now: datetime
) -> NoticeView:
    """Charge nothing 免缴, under an article and for a reason the payer reads.

    Refuses NoticeNotFound, PaymentNotForYou (approvers of the charging agency only),
    ReasonMissing, NothingDue.
    """
    words = reason_given(reason)
    with transaction.atomic():
        notice = locked_to_decide(actor, notice_id)
        if notice.state != NoticeState.DUE.value:
            raise NothingDue(NoticeState(notice.state))
        notice.closed_words = seal(notice.payer_id, words)
        _close(notice, NoticeState.WAIVED, actor, now, {"article": str(article)})
    return notice_view(notice)


def cancel_notice_about(*, actor: Actor, about: str, now: datetime) -> None:
    """What the notice was for has ended (a case withdrawn): nothing is due any longer.

    Silent when there is no such notice or it is not due; money that comes later goes back.
    """
    with transaction.atomic():
        found = Notice.objects.select_for_update().filter(about=about)
        notice = found.order_by("-id").first()
        if notice is not None and notice.state == NoticeState.DUE.value:
            _close(notice, NoticeState.CANCELLED, actor, now, {})


def _close(
    notice: Notice, state: NoticeState, actor: Actor, now: datetime, facts: dict[str, str]
) -> None:
    notice.state = state.value
    if notice.paid_amount:
        ask_back(notice, Money(notice.paid_amount, notice.currency), None, now)
    notice.save(update_fields=["state", "closed_words", "returned_amount"])
    tell_notice(notice, events.NOTICE_CLOSED, actor, now, facts=facts)
