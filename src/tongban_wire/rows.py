"""Rows of items, cases and certificates that a member sends its hub 办件数据汇聚, and the receipt.

A batch is signed by the member, its receipt 质检回执 by the hub. Both are bounded, and a batch that
is sent again gets the receipt it got before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import PublicKey, SigningKey
from tongban_wire.numbered import SnapshotFault, in_time, judge, open_signed
from tongban_wire.plain import Id, Operand, Short, Whole, encode
from tongban_wire.statements import sign_statement

VERSION = 1
MOST_ROWS = 500
MOST_CELLS = 40
MOST_BYTES = 4 * 1024 * 1024
_MOST_REJECTIONS = MOST_ROWS * MOST_CELLS
_BATCH, _RECEIPT = "tongban.federation-rows", "tongban.federation-receipt"


class RowKind(Enum):
    """What a row tells of: an item 事项, a case 办件, a certificate 电子证照."""

    ITEM = "item"
    CERTIFICATE = "certificate"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row, named as in the national exchange tables."""

    field: Short
    value: Operand


@dataclass(frozen=True, slots=True)
class Row:
    """What one thing is now. ``revision`` only grows: the newest of a ``key`` counts."""

    kind: RowKind
    key: Id
    revision: Whole
    cells: Annotated[tuple[Cell, ...], Meta(max_length=MOST_CELLS)]


@dataclass(frozen=True, slots=True)
class RowBatch:
    """Rows sent together; a ``number`` never gets other rows. Moments are Unix milliseconds."""

    v: Whole
    platform: Id
    hub: Id
    number: Whole
    made_at_ms: Whole
    rows: Annotated[tuple[Row, ...], Meta(max_length=MOST_ROWS)]


@dataclass(frozen=True, slots=True)
class Rejection:
    """One field of a row that does not do, and why, in both languages."""

    kind: RowKind
    key: Id
    revision: Whole
    field: Short
    code: Short
    reason_zh: Operand
    reason_en: Operand


@dataclass(frozen=True, slots=True)
class Receipt:
    """The hub's answer to the batch with this ``digest``; rows not rejected are accepted."""

    v: Whole
    hub: Id
    platform: Id
    number: Whole
    digest: Short
    taken_at_ms: Whole
    accepted: Whole
    rejected: Annotated[tuple[Rejection, ...], Meta(max_length=_MOST_REJECTIONS)]


def sign_batch(batch: RowBatch, key: SigningKey) -> str:
    """The signed text, as it goes up."""
    return sign_statement(_BATCH, encode(batch), key)


def sign_receipt(receipt: Receipt, key: SigningKey) -> str:
    """The signed text, as it comes back."""
    return sign_statement(_RECEIPT, encode(receipt), key)


def open_batch(
    text: str, keys: Mapping[str, PublicKey], platform: str, hub: str, now_ms: int
) -> RowBatch:
    """A batch of ``platform`` for ``hub``; SnapshotRefused names the fault.

    Refused: not signed by ``keys``, malformed, for or from another, dated ahead of our clock.
    """
    found = open_signed(_BATCH, text, keys, RowBatch, MOST_BYTES)
    ours = (found.v, found.platform, found.hub) == (VERSION, platform, hub)
    judge(ours, SnapshotFault.FOR_ANOTHER, "it is from or for another platform")
    keyed = {(row.kind, row.key) for row in found.rows}
    judge(len(keyed) == len(found.rows), SnapshotFault.MALFORMED, "a row stands in it twice")
    in_time(found.made_at_ms, now_ms + 1, now_ms)
    return found


def open_receipt(
    text: str, keys: Mapping[str, PublicKey], platform: str, hub: str, number: int, digest: str
) -> Receipt:
    """The receipt of ``hub`` for exactly this batch; SnapshotRefused names the fault."""
    found = open_signed(_RECEIPT, text, keys, Receipt, MOST_BYTES)
    told = (found.v, found.hub, found.platform, found.number, found.digest)
    ours = told == (VERSION, hub, platform, number, digest)
    judge(ours, SnapshotFault.FOR_ANOTHER, "it answers another batch")
    return found
