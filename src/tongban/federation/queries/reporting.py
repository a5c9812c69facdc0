"""What goes up to the hub and what came back; at the hub, the quality of members' rows."""

from __future__ import annotations

from django.db.models import Count, Max, Q

from tongban.federation import policies
from tongban.federation.domain.hindrances import hindrances_of, worded
from tongban.federation.domain.row_fields import label_of
from tongban.federation.models import (
    GatheredRow,
    Platform,
    ReceivedBatch,
    ReceivedRow,
    SentBatch,
)
from tongban.federation.queries.platforms import our_hub
from tongban.federation.refusals import FederationNotYours
from tongban.federation.views import (
    ExceptionView,
    PlatformKind,
    QualityView,
    ReceiptView,
    ReportingView,
    RowFaultView,
    RowState,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban_wire.rows import RowKind

_RECEIPTS = 5
_MOST_EXCEPTIONS = 20
_KINDS = {
    RowKind.ITEM: Text.of("事项", "Item"),
    RowKind.CASE: Text.of("办件", "Case"),
    RowKind.CERTIFICATE: Text.of("电子证照", "Certificate"),
}


def reporting(actor: Actor) -> ReportingView:
    """What was gathered and where it stands, the last 5 receipts, the first 20 exceptions.

    Refuses: FederationNotYours.
    """
    if not policies.may_run(actor):
        raise FederationNotYours
    hub = our_hub()
    counted = dict(GatheredRow.objects.order_by("state").values_list("state").annotate(Count("id")))
    batches = SentBatch.objects.order_by("-number")[:_RECEIPTS]
    rejected = GatheredRow.objects.filter(state=RowState.REJECTED.value).order_by("id")
    return ReportingView(
        hub=hub.code if hub else "",
        waiting=counted.get(RowState.WAITING.value, 0),
        sent=counted.get(RowState.SENT.value, 0),
        accepted=counted.get(RowState.ACCEPTED.value, 0),
        rejected=counted.get(RowState.REJECTED.value, 0),
        receipts=tuple(map(_receipt, batches)),
        exceptions=tuple(map(_exception, rejected[:_MOST_EXCEPTIONS])),
    )


def quality_by_member(actor: Actor) -> tuple[QualityView, ...]:
    """For each member, by code, what it sent up and how much of that does not do.

    Refuses: FederationNotYours.
    """
    if not policies.may_run(actor):
        raise FederationNotYours
    rows = ReceivedRow.objects.order_by("platform").values("platform")
    counted, wrong = Count("id", filter=Q(counted=True)), Count("id", filter=Q(rejected=True))
    sums = {
        one["platform"]: (one["good"], one["wrong"])
        for one in rows.annotate(good=counted, wrong=wrong)
    }
    batches = ReceivedBatch.objects.order_by("platform").values("platform")
    told = {
        one["platform"]: (one["count"], one["last"])
        for one in batches.annotate(count=Count("id"), last=Max("taken_at"))
    }
    members = Platform.objects.filter(left_at__isnull=True).exclude(kind=PlatformKind.HUB.value)
    return tuple(
        QualityView(
            row.code, Text.of(row.name_zh, row.name_en),
            *told.get(row.code, (0, None)), *sums.get(row.code, (0, 0)),
        )
        for row in members.order_by("code")
    )  # fmt: skip


def _receipt(row: SentBatch) -> ReceiptView:
    return ReceiptView(
        row.number, row.made_at, row.answered_at, row.accepted, row.rejected,
        worded(hindrances_of(row.hindrances)),
    )  # fmt: skip


def _exception(row: GatheredRow) -> ExceptionView:
    kind, values = RowKind(row.kind), row.told
    faults = tuple(
        RowFaultView(
            each["field"], label_of(kind, each["field"]), values.get(each["field"], ""),
            Text.of(each["zh"], each["en"]),
        )
        for each in row.faults
    )  # fmt: skip
    return ExceptionView(row.pk, _KINDS[kind], row.key, faults)
