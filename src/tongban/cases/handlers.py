"""Work that repeats in this room, and what it does when a certificate changes or a case closes."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.cases.actions.append_deadlines import append_deadlines
from tongban.cases.actions.review import draw_reviews
from tongban.cases.actions.settle_payment import ask_payment_again, settle_payment
from tongban.cases.events import ACCEPTANCE_REFUSED, CASE_DECIDED, CASE_WITHDRAWN
from tongban.cases.models import Case, CaseAlert
from tongban.certificates.api import CERTIFICATE_STATUS_CHANGED, cases_relying_on
from tongban.exchange.api import end_case_tokens
from tongban.jobs.api import OutboxEvent, periodic, subscribe, subscribe_many
from tongban.kernel.actor import Actor
from tongban.payments.api import NOTICE_CLOSED, NOTICE_PAID, NOTICE_REFUNDED

periodic("cases.append_deadlines", 60.0)(append_deadlines)
periodic("cases.draw_reviews", 3600.0)(draw_reviews)


@subscribe(CERTIFICATE_STATUS_CHANGED, "cases.flag_cases_relying_on", swift=True)
def flag_cases_relying_on(event: OutboxEvent) -> None:
    """Flag running cases in which the certificate stood in for a material 证照失效联动."""
    relying = cases_relying_on(event.payload["certificate"])
    running = Case.objects.filter(id__in=relying, closed_at__isnull=True).order_by("id")
    CaseAlert.objects.bulk_create(
        (
            CaseAlert(
                case_id=case_id,
                certificate_id=event.payload["certificate"],
                status=event.payload["status"],
                event_id=event.event_id,
                at=event.occurred_at,
            )
            for case_id in running.values_list("id", flat=True)
        ),
        ignore_conflicts=True,
    )


@subscribe_many(CASE_DECIDED, "cases.end_tokens_of_decided")
@subscribe_many(CASE_WITHDRAWN, "cases.end_tokens_of_withdrawn")
@subscribe_many(ACCEPTANCE_REFUSED, "cases.end_tokens_of_not_accepted")
def end_tokens_of_closed_cases(events: Sequence[OutboxEvent]) -> None:
    """A closed case asks no register: its tokens end and the nodes are told."""
    closed = {event.payload["case"] for event in events}
    end_case_tokens(
        actor=Actor.system("cases"), case_refs=closed, now=max(each.occurred_at for each in events)
    )


@subscribe(NOTICE_PAID, "cases.go_on_when_paid", swift=True)
@subscribe(NOTICE_CLOSED, "cases.go_on_when_waived", swift=True)
def on_notice_settled(event: OutboxEvent) -> None:
    """A fee was paid or waived: the clock of its case goes on."""
    settle_payment(case_id=event.payload["about"], now=event.occurred_at)


@subscribe(NOTICE_REFUNDED, "cases.ask_again_when_refunded", swift=True)
def on_notice_refunded(event: OutboxEvent) -> None:
    """A fee went back before the decision: it is asked for again."""
    ask_payment_again(case_id=event.payload["about"], now=event.occurred_at)
