"""Batches as an issuer or an operator follows them."""

from __future__ import annotations

from tongban.certificates.domain.batches import REASONS, BatchView, RowRefusal
from tongban.certificates.models import BatchRefusal, IssueBatch
from tongban.certificates.policies import may_follow_batches
from tongban.certificates.refusals import BatchNotFound
from tongban.certificates.types import current_type
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text

_MOST = 50
_MOST_REFUSALS = 1_000


def batches(actor: Actor) -> tuple[BatchView, ...]:
    """The newest 50 batches of the actor's bodies; all of them for operators and services."""
    rows = IssueBatch.objects.order_by("-started_at", "-id")
    if not may_follow_batches(actor):
        rows = rows.filter(issuer_code__in=sorted(actor.agencies))
    return tuple(batch_view(row) for row in rows[:_MOST])


def batch(actor: Actor, batch_id: str) -> BatchView:
    """One batch with its first 1,000 refused rows. Refuses BatchNotFound, also when not yours."""
    row = IssueBatch.objects.filter(id=batch_id).order_by("id").first()
    mine = row is not None and (
        may_follow_batches(actor)
        or (actor.kind is ActorKind.OFFICER and row.issuer_code in actor.agencies)
    )
    if row is None or not mine:
        raise BatchNotFound
    return batch_view(row)


def batch_view(row: IssueBatch) -> BatchView:
    """A row with the rows it refused."""
    _, definition = current_type(row.type_code)
    refused = BatchRefusal.objects.filter(batch=row).order_by("row")[:_MOST_REFUSALS]
    return BatchView(
        id=row.id,
        type_code=row.type_code,
        type_name=Text.from_mapping(definition["name"]),
        issuer_code=row.issuer_code,
        total=row.total,
        done=row.done,
        issued=row.issued,
        refused=row.refused,
        started_at=row.started_at,
        moved_at=row.moved_at,
        finished_at=row.finished_at,
        refusals=tuple(
            RowRefusal(one.row, tuple(REASONS[code] for code in one.codes)) for one in refused
        )
        if row.refused
        else (),
    )
