"""The exchange receipt 交换回执: what one node kept of one call, for a third party to verify alone.

Each message in its exact bytes with its authentication, the leaf about it, the leaf's place in the
node's evidence log, and the checkpoint that commits to it with its witnesses' cosignatures; all of
it signed by the log's key. A MAC convinces the two ends only: the other end's receipt of the same
call, held beside this one, shows that both kept the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import BadEncoding, PublicKey, SigningKey, suite_name_of
from tongban_trust.suites import Suite, suite
from tongban_trust.tlog.note import BadNote, Checkpoint, NoteKey, parse_checkpoint
from tongban_wire.evidence import Leaf, LeafKind, Receipt, read_leaf
from tongban_wire.messages import MOST_BYTES as MOST_MESSAGE_BYTES
from tongban_wire.messages import read_request, read_response
from tongban_wire.plain import Id, Malformed, Operand, Whole, decode, encode
from tongban_wire.sessions import Sealed, signature_holds
from tongban_wire.statements import NotSigned, holds, sign_statement, take_apart

VERSION = 1
MOST_MESSAGES = 16
MOST_BYTES = 4 * 1024 * 1024
_PURPOSE = "tongban.exchange-receipt"
_Body = Annotated[str, Meta(max_length=MOST_MESSAGE_BYTES)]


class ReceiptFault(Enum):
    """Why a receipt, or a part of it, does not hold."""

    CHANGED = "receipt.changed"
    OTHER_KEY = "receipt.other_key"
    NOT_IN_LOG = "receipt.not_in_log"
    OTHER_MESSAGE = "receipt.other_message"
    NOT_SIGNED = "receipt.not_signed"
    NOT_COSIGNED = "receipt.not_cosigned"
    SIDES_DIFFER = "receipt.sides_differ"


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as a node kept it. ``author`` (SPKI, hex) signed it, empty when nobody did;
    ``signature`` and ``mac`` are hex.
    """

    proof: Receipt
    body: _Body
    signature: Operand
    mac: Operand
    author: Operand

    @property
    def sealed(self) -> Sealed:
        """The message with its authentication; ValueError when that is no hex."""
        signature, mac = bytes.fromhex(self.signature), bytes.fromhex(self.mac)
        return Sealed(self.body.encode(), signature, mac)


@dataclass(frozen=True, slots=True)
class ExchangeReceipt:
    """Everything the log of ``node``, whose key is ``log_key`` (SPKI, hex), holds of one call."""

    v: Whole
    node: Id
    call: Id
    log_key: Operand
    messages: Annotated[tuple[Kept, ...], Meta(min_length=1, max_length=MOST_MESSAGES)]


@dataclass(frozen=True, slots=True)
class Proven:
    """A receipt judged. ``faults`` empty: it proves that the log of its ``log_key`` committed to
    these messages, ``signed`` of them by their authors, within ``size`` leaves, and each of
    ``cosigned`` (witness and Unix seconds) saw it by then.
    """

    receipt: ExchangeReceipt
    leaves: tuple[Leaf, ...]
    size: int
    signed: int
    cosigned: tuple[tuple[str, int], ...]
    faults: tuple[tuple[ReceiptFault, str], ...]


class ReceiptChanged(ValueError):
    """The text is no receipt, or a byte of it was changed."""


def sign_receipt(receipt: ExchangeReceipt, log_key: SigningKey) -> str:
    """The receipt as one line of text, signed by the key of the log it is about."""
    return sign_statement(_PURPOSE, encode(receipt), log_key)


def judge_receipt(
    text: str, log_keys: Sequence[str] = (), witnesses: Sequence[NoteKey] = ()
) -> Proven:
    """What a receipt proves; ReceiptChanged when it is none or not as it was signed.

    ``log_keys`` (SPKI, hex) are those the reader trusts; none: the receipt's own is taken, and the
    reader has to compare it. Each of ``witnesses`` must have cosigned.
    """
    receipt, key = _opened(text)
    faults = []
    if log_keys and receipt.log_key not in log_keys:
        faults.append((ReceiptFault.OTHER_KEY, "log_key"))
    leaves: list[Leaf] = []
    requests = _request_digests(receipt, suite(suite_name_of(key.algorithm)))
    for place, kept in enumerate(receipt.messages):
        leaf, fault = _judge(receipt, kept, NoteKey(receipt.node, key), requests)
        leaves += [leaf] if leaf else []
        faults += [(fault, f"messages.{place}")] if fault else []
    notes = [parse_checkpoint(kept.proof.checkpoint) for kept in receipt.messages]
    cosigned = tuple(_cosigned(notes, witnesses))
    missing = {each.name for each in witnesses} - {name for name, _ in cosigned}
    faults += [(ReceiptFault.NOT_COSIGNED, name) for name in sorted(missing)]
    return Proven(
        receipt,
        tuple(leaves),
        size=max(note.size for note in notes),
        signed=sum(bool(kept.author) for kept in receipt.messages),
        cosigned=cosigned,
        faults=tuple(faults),
    )


def agree(one: Proven, other: Proven) -> bool:
    """Whether two different nodes kept the same bytes of the same call."""
    return one.receipt.node != other.receipt.node and _digests(one) == _digests(other)


def _opened(text: str) -> tuple[ExchangeReceipt, PublicKey]:
    """The receipt, signed by the key that it names itself."""
    if len(text) > 2 * MOST_BYTES:
        raise ReceiptChanged("The file is too long to be a receipt")
    try:
        said = take_apart(text)
        receipt = decode(ExchangeReceipt, said.payload, MOST_BYTES)
        key = PublicKey.from_spki(bytes.fromhex(receipt.log_key))
        suite_name_of(key.algorithm)
        for kept in receipt.messages:
            parse_checkpoint(kept.proof.checkpoint)
    except (NotSigned, Malformed, BadEncoding, BadNote, KeyError, ValueError) as error:
        raise ReceiptChanged(str(error)) from error
    if said.share is not None or not holds(_PURPOSE, said, key):
        raise ReceiptChanged("The signature does not hold over these bytes")
    return receipt, key


def _judge(
    receipt: ExchangeReceipt, kept: Kept, log: NoteKey, requests: set[str]
) -> tuple[Leaf | None, ReceiptFault | None]:
    """The leaf about one message, and what is wrong with the message, if anything is."""
    chosen = suite(suite_name_of(log.public.algorithm))
    if not kept.proof.holds(chosen, log):
        return None, ReceiptFault.NOT_IN_LOG
    try:
        leaf = read_leaf(kept.proof.leaf.encode())
        about = _names_of(kept, leaf.kind, requests)
        sealed = kept.sealed
        author = PublicKey.from_spki(bytes.fromhex(kept.author)) if kept.author else None
    except (Malformed, BadEncoding, ValueError):
        return None, ReceiptFault.OTHER_MESSAGE
    said = (leaf.node, leaf.call, leaf.digest, *_told(leaf))
    if said != (receipt.node, receipt.call, chosen.hash(sealed.body).hex(), *about):
        return leaf, ReceiptFault.OTHER_MESSAGE
    if author is not None and not signature_holds(sealed, author):
        return leaf, ReceiptFault.NOT_SIGNED
    return leaf, None


def _told(leaf: Leaf) -> tuple[object, ...]:
    """What a leaf says of its message that the message says too."""
    if leaf.kind is LeafKind.RESPONSE:
        return (leaf.call, leaf.outcome, tuple(leaf.codes))
    names = (leaf.resource, leaf.grant, leaf.item, leaf.purpose, leaf.article, leaf.case)
    return (leaf.call, *names, tuple(leaf.fields), tuple(leaf.questions))


def _names_of(kept: Kept, kind: LeafKind, requests: set[str]) -> tuple[object, ...]:
    """The same as the message says it; Malformed when it is no such message."""
    data = kept.body.encode()
    if kind is LeafKind.RESPONSE:
        said = read_response(data)
        if said.request and said.request not in requests:
            raise Malformed("The answer is to another request")
        codes = tuple(dict.fromkeys(fault.code for fault in said.faults))
        return (said.id, said.outcome, codes)
    asked = read_request(data)
    names = (asked.resource, asked.grant, asked.item, asked.purpose, asked.article, asked.case)
    return (asked.id, *names, asked.fields, tuple(sorted(asked.questions)))


def _request_digests(receipt: ExchangeReceipt, chosen: Suite) -> set[str]:
    """Of every message here; an answer names its request by one of them."""
    return {chosen.hash(kept.body.encode()).hex() for kept in receipt.messages}


def _cosigned(
    notes: Iterable[Checkpoint], witnesses: Iterable[NoteKey]
) -> Iterator[tuple[str, int]]:
    """Each witness that cosigned every checkpoint, and when it had by then."""
    checkpoints = list(notes)
    for witness in witnesses:
        moments = [note.cosigned_at(witness) for note in checkpoints]
        known = [moment for moment in moments if moment is not None]
        if len(known) == len(moments):
            yield witness.name, max(known)


def _digests(proven: Proven) -> set[tuple[LeafKind, str]]:
    return {(leaf.kind, leaf.digest) for leaf in proven.leaves}
