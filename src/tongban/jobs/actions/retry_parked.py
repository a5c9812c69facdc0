"""Take a parked delivery up again."""

from __future__ import annotations

from django.db import transaction

from tongban.jobs.adapters.queue import Delivery, enqueue
from tongban.jobs.models import OutboxRow, ParkedDelivery
from tongban.jobs.policies import require_operator
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text


class DeliveryNotParked(Refusal):
    """There is no such parked delivery."""

    def __init__(self, event_id: str, handler: str) -> None:
        super().__init__(
            code="jobs.delivery_not_parked",
            message=Text.of(
                f"没有停放的投递：{event_id} → {handler}。",
                f"No delivery of {event_id} to {handler} is parked.",
            ),
            mend=Text.of(
                "用 tongban jobs parked 查看停放的投递。",
                "List the parked deliveries with: tongban jobs parked",
            ),
            kind=RefusalKind.NOT_FOUND,
        )


def retry_parked(*, actor: Actor, event_id: str, handler_name: str) -> None:
    """Queue a parked delivery afresh, with all its attempts.

    Refused with NotAnOperator, or DeliveryNotParked when it is not in the parking lot.
    """
    require_operator(actor)
    with transaction.atomic():
        parked = ParkedDelivery.objects.filter(event_id=event_id, handler=handler_name)
        if not parked.delete()[0]:
            raise DeliveryNotParked(event_id, handler_name)
        row = OutboxRow.objects.get(event_id=event_id)
        enqueue([Delivery(event_id, handler_name, row.aggregate)])
