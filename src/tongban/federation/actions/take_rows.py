"""The hub judges a member's batch row by row and answers with a signed receipt 质检回执."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.federation import events
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.domain.row_checks import RowFault
from tongban.federation.domain.row_fields import KEYS, faults_of_row
from tongban.federation.models import Platform, ReceivedBatch, ReceivedRow
from tongban.federation.refusals import PlatformUnknown, RowsNotTaken
from tongban.federation.views import PlatformKind
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_trust.signing import PublicKey
from tongban_wire.numbered import SnapshotFault, SnapshotRefused, digest_of
from tongban_wire.rows import (
    VERSION,
    Receipt,
    Rejection,
    Row,
    RowBatch,
    RowKind,
    open_batch,
    sign_receipt,
)

_MAKER = Actor.system("federation")
_KEPT = 1_000
_LONGEST = 500
_ORDER = list(RowKind)
_Known = dict[tuple[str, str], ReceivedRow]


def take_rows(*, code: str, text: str, now: datetime) -> str:
    """The receipt for a batch of member ``code``; the same batch again gets the same receipt.

    A row is accepted when every field does by its code list, check digits, dates and references
    (``faults_of_row``); it counts once, however often it comes, and an older revision never takes
    the place of a newer one. Refuses: PlatformUnknown (also for a hub); RowsNotTaken (not signed by
    the member, malformed, for another hub, from the future, a number that had other rows), after
    which nothing has changed; ledger's KeysUnusable.
    """
    with transaction.atomic():
        members = Platform.objects.select_for_update().filter(code=code, left_at__isnull=True)
        member = members.exclude(kind=PlatformKind.HUB.value).order_by("code").first()
        if member is None:
            raise PlatformUnknown(code)
        batch, digest = _opened(member, text, now), digest_of(text)
        before = ReceivedBatch.objects.filter(platform=code, number=batch.number)
        known = before.order_by("id").first()
        if known is not None:
            if known.digest != digest:
                raise RowsNotTaken(code, SnapshotFault.FORKED.value, "its number had other rows")
            return known.receipt
        return _answer(batch, digest, _judge(batch), now)


def _opened(member: Platform, text: str, now: datetime) -> RowBatch:
    key = PublicKey.from_spki(bytes.fromhex(member.spki))
    at = at_ms(now)
    try:
        return open_batch(text, {key.key_id: key}, member.code, settings.PLATFORM_CODE, at)
    except SnapshotRefused as error:
        raise RowsNotTaken(member.code, error.fault.value, str(error)) from error


def _judge(batch: RowBatch) -> tuple[Rejection, ...]:
    """Keep every row's newest state; what is wrong with those that are rejected."""
    rows = sorted(batch.rows, key=lambda row: _ORDER.index(row.kind))
    keys = [row.key for row in rows]
    found = ReceivedRow.objects.filter(platform=batch.platform, key__in=keys).order_by("id")
    known: _Known = {(row.kind, row.key): row for row in found}
    tasks, rejections = _tasks(batch), []
    for row in rows:
        faults = _judged(batch.platform, row, known, tasks)
        rejections += [_rejection(row, fault) for fault in faults]
    ReceivedRow.objects.bulk_create([row for row in known.values() if row.pk is None])
    ReceivedRow.objects.bulk_update(
        [row for row in known.values() if row.pk is not None],
        ["revision", "values", "counted", "rejected", "faults"],
    )
    return tuple(rejections)


def _judged(platform: str, row: Row, known: _Known, tasks: set[str]) -> tuple[RowFault, ...]:
    """Keep one row; its faults. ``tasks`` grows by an item that is accepted."""
    at = (row.kind.value, row.key)
    standing = known.setdefault(at, ReceivedRow(platform=platform, kind=at[0], key=row.key))
    if standing.revision is not None and row.revision < standing.revision:
        said = Text.of("已有更新的版本", "a newer revision is here already")
        return (RowFault(KEYS[row.kind], "superseded", said),)
    values = {cell.field: cell.value for cell in row.cells}
    faults = faults_of_row(row.kind, row.key, values, tasks)
    standing.revision, standing.rejected = row.revision, bool(faults)
    standing.faults = [{"field": each.field, "code": each.code} for each in faults]
    if not faults:
        standing.values, standing.counted = values, True
        if row.kind is RowKind.ITEM:
            tasks.add(row.key)
    return faults


def _tasks(batch: RowBatch) -> set[str]:
    """Of the items that the batch's cases name, those that were accepted."""
    named = {
        cell.value for row in batch.rows if row.kind is RowKind.CASE
        for cell in row.cells if cell.field == "task_code"
    }  # fmt: skip
    items = ReceivedRow.objects.filter(
        platform=batch.platform, kind=RowKind.ITEM.value, key__in=named, counted=True
    )
    return set(items.order_by("key").values_list("key", flat=True))


def _rejection(row: Row, fault: RowFault) -> Rejection:
    zh, en = fault.reason.zh[:_LONGEST], fault.reason.en[:_LONGEST]
    return Rejection(row.kind, row.key, row.revision, fault.field, fault.code, zh, en)


def _answer(batch: RowBatch, digest: str, rejections: tuple[Rejection, ...], now: datetime) -> str:
    wrong = len({(each.kind, each.key) for each in rejections})
    accepted = len(batch.rows) - wrong
    receipt = Receipt(
        VERSION, settings.PLATFORM_CODE, batch.platform, batch.number, digest,
        at_ms(now), accepted, rejections,
    )  # fmt: skip
    text = sign_receipt(receipt, platform_key(now))
    ReceivedBatch.objects.create(
        platform=batch.platform, number=batch.number, digest=digest, receipt=text, taken_at=now,
        accepted=accepted, rejected=wrong,
    )  # fmt: skip
    mine = ReceivedBatch.objects.filter(platform=batch.platform)
    kept = list(mine.order_by("-number").values_list("pk", flat=True)[:_KEPT])
    mine.exclude(pk__in=kept).delete()
    facts = {"platform": batch.platform, "number": batch.number, "digest": digest}
    record(
        kind="federation.rows-judged", about=batch.platform, actor=_MAKER, now=now,
        facts={**facts, "accepted": accepted, "rejected": wrong},
    )  # fmt: skip
    publish(event=events.ROWS_JUDGED, aggregate=batch.platform, payload=facts, now=now)
    return text
