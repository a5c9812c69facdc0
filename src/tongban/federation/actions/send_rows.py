"""Send waiting rows to the hub in numbered batches, and take its receipts 质检回执."""

from __future__ import annotations

import random
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from tongban.federation import events
from tongban.federation.adapters.fetching import PlatformAway, hindrance_of, send_batch
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.domain.pacing import next_fetch
from tongban.federation.models import GatheredRow, Platform, SentBatch
from tongban.federation.queries.platforms import our_hub
from tongban.federation.refusals import PlatformUnknown, RowsNotTaken
from tongban.federation.views import RowState
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms
from tongban.kernel.refusal import Refusal
from tongban.ledger.api import record
from tongban_trust.signing import PublicKey
from tongban_wire.numbered import SnapshotRefused, digest_of
from tongban_wire.plain import encode
from tongban_wire.rows import (
    MOST_BYTES,
    MOST_ROWS,
    VERSION,
    Cell,
    Receipt,
    Row,
    RowBatch,
    RowKind,
    open_receipt,
    sign_batch,
)

_MAKER = Actor.system("federation")
_MOST_BATCHES = 10
_KEPT = 200
_LOCK = 0x746F6E67_66656472  # "tongfedr": who sends rows
_spread = random.SystemRandom()


def send_rows(now: datetime) -> int:
    """Send what waits, at most ten batches of 500 rows a call; how many got a receipt.

    One batch is under way at a time and goes again, unchanged, until its receipt comes, later and
    later while the hub is away. Nothing while this platform has no code or no hub.
    Refuses: ledger's KeysUnusable.
    """
    for done in range(_MOST_BATCHES):
        batch = next_batch(now)
        if batch is None or not _deliver(batch, now):
            return done
    return _MOST_BATCHES


def next_batch(now: datetime) -> SentBatch | None:
    """The batch that has no receipt yet, else a new one of what waits; None when nothing is due."""
    hub = our_hub() if settings.PLATFORM_CODE else None
    if hub is None:
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        open_one = SentBatch.objects.filter(receipt="").order_by("number").first()
        if open_one is not None and open_one.hub == hub.code:
            return open_one if open_one.due_at <= now else None
        if open_one is not None:
            _withdraw(open_one)
        return _new_batch(hub, now)


def take_receipt(number: int, text: str, now: datetime) -> Receipt:
    """Settle a batch by its receipt; the same receipt again changes nothing.

    A row that changed meanwhile goes on waiting: the receipt is not about what it says now.
    Refuses: RowsNotTaken (no receipt of the hub for this batch), PlatformUnknown.
    """
    with transaction.atomic():
        batch = SentBatch.objects.select_for_update().get(number=number)
        receipt = _opened(batch, text)
        if batch.receipt:
            return receipt
        _settle(number, receipt)
        wrong = len({(each.kind, each.key) for each in receipt.rejected})
        batch.receipt, batch.answered_at, batch.hindrances = text, now, []
        batch.accepted, batch.rejected = receipt.accepted, wrong
        batch.save()
        kept = SentBatch.objects.order_by("-number").values_list("number", flat=True)[:_KEPT]
        SentBatch.objects.exclude(number__in=list(kept)).exclude(receipt="").delete()
        facts = {
            "hub": batch.hub, "number": number, "accepted": receipt.accepted, "rejected": wrong,
        }  # fmt: skip
        about = settings.PLATFORM_CODE
        record(kind="federation.receipt-taken", about=about, facts=facts, actor=_MAKER, now=now)
        publish(event=events.RECEIPT_TAKEN, aggregate=about, payload=facts, now=now)
    return receipt


def _deliver(batch: SentBatch, now: datetime) -> bool:
    """Send and settle; whether a receipt came. Why not is kept with the batch."""
    try:
        hub = Platform.objects.get(code=batch.hub)
        take_receipt(batch.number, send_batch(hub.url, settings.PLATFORM_CODE, batch.text), now)
    except (PlatformAway, Refusal) as error:
        due = next_fetch(now, batch.failures + 1, _spread.random())
        SentBatch.objects.filter(number=batch.number).update(
            failures=batch.failures + 1, hindrances=[hindrance_of(error).kept()], due_at=due
        )
        return False
    return True


def _new_batch(hub: Platform, now: datetime) -> SentBatch | None:
    waiting: list[GatheredRow] = []
    for kind in RowKind:  # items first: a case stands on its item
        rows = GatheredRow.objects.filter(state=RowState.WAITING.value, kind=kind.value)
        waiting += rows.select_for_update().order_by("id")[: MOST_ROWS - len(waiting)]
        if len(waiting) == MOST_ROWS:
            break
    if not waiting:
        return None
    newest = SentBatch.objects.order_by("-number").values_list("number", flat=True).first()
    number = max((newest or 0) + 1, int(now.timestamp()))
    made = RowBatch(
        VERSION, settings.PLATFORM_CODE, hub.code, number, at_ms(now),
        _fitting(tuple(map(_row, waiting))),
    )  # fmt: skip
    went = [row.pk for row in waiting[: len(made.rows)]]
    text = sign_batch(made, platform_key(now))
    GatheredRow.objects.filter(pk__in=went).update(state=RowState.SENT.value, batch=number)
    return SentBatch.objects.create(
        number=number, hub=hub.code, digest=digest_of(text), text=text, made_at=now, due_at=now
    )


def _fitting(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """As many of the first rows as fit in a batch."""
    while len(rows) > 1 and sum(len(encode(row)) + 1 for row in rows) > MOST_BYTES // 2:
        rows = rows[: len(rows) // 2]
    return rows


def _row(row: GatheredRow) -> Row:
    cells = tuple(Cell(field, value) for field, value in sorted(row.told.items()))
    return Row(RowKind(row.kind), row.key, row.revision, cells)


def _withdraw(batch: SentBatch) -> None:
    """The hub it was for takes part no longer: its rows wait again."""
    GatheredRow.objects.filter(batch=batch.number).update(state=RowState.WAITING.value, batch=None)
    batch.delete()


def _opened(batch: SentBatch, text: str) -> Receipt:
    hub = Platform.objects.filter(code=batch.hub).order_by("code").first()
    if hub is None:
        raise PlatformUnknown(batch.hub)
    key = PublicKey.from_spki(bytes.fromhex(hub.spki))
    try:
        return open_receipt(
            text, {key.key_id: key}, settings.PLATFORM_CODE, hub.code, batch.number, batch.digest
        )
    except SnapshotRefused as error:
        raise RowsNotTaken(hub.code, error.fault.value, str(error)) from error


def _settle(number: int, receipt: Receipt) -> None:
    """Rows still in this batch are accepted or rejected; cases whose item came wait again."""
    rejected: dict[tuple[str, str, int], list[dict[str, str]]] = {}
    for each in receipt.rejected:
        fault = {
            "field": each.field, "code": each.code, "zh": each.reason_zh, "en": each.reason_en,
        }  # fmt: skip
        rejected.setdefault((each.kind.value, each.key, each.revision), []).append(fault)
    rows = list(GatheredRow.objects.select_for_update().filter(batch=number).order_by("id"))
    tasks = []
    for row in rows:
        row.faults = rejected.get((row.kind, row.key, row.revision), [])
        row.state = (RowState.REJECTED if row.faults else RowState.ACCEPTED).value
        if row.kind == RowKind.ITEM.value and not row.faults:
            tasks.append(row.key)
    GatheredRow.objects.bulk_update(rows, ["faults", "state"])
    for task in tasks:
        stranded = GatheredRow.objects.filter(
            state=RowState.REJECTED.value, kind=RowKind.CASE.value, source__task_code=task
        ).filter(faults__contains=[{"code": "reference"}])
        stranded.update(state=RowState.WAITING.value, batch=None)
