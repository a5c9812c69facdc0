"""One exchange taken out of a node's evidence as a receipt, while the node may be running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tongban_node.config import Settings
from tongban_node.evidence import COSIGNED, proof_of
from tongban_node.journal import look_through
from tongban_node.policy import PolicyKept
from tongban_trust.signing import PublicKey, SigningKey
from tongban_trust.suites import suite
from tongban_trust.tlog.note import parse_checkpoint
from tongban_trust.tlog.store import CHECKPOINT
from tongban_wire.evidence import Leaf, LeafKind, Side, read_leaf
from tongban_wire.leaves import Record, taken_apart
from tongban_wire.legal_check import Policy
from tongban_wire.receipt import MOST_MESSAGES, VERSION, ExchangeReceipt, Kept, sign_receipt
from tongban_wire.sessions import Sealed, signature_holds


class NoSuchCall(LookupError):
    """The node keeps no anchored evidence of the call; the message says what to do."""


def receipt_of(
    settings: Settings, log_key: SigningKey, trusted: tuple[PublicKey, ...], call: str
) -> str:
    """The text of the receipt of a call, by the id of its request. NoSuchCall, OSError.

    The whole spool is looked through. Authors are named by the policy on disk that one of
    ``trusted``, the platform's keys, signed: of a message signed by a key that is not in it, the
    signature stands in the receipt unproven.
    """
    data, chosen = Path(settings.data), suite(settings.suite)
    policy = PolicyKept(data / "policy", settings.id, trusted).policy
    notes = [parse_checkpoint(text) for text in _notes(data / "log")]
    kept: list[Kept] = []
    for place, leaf, record in _messages_of(data / "spool", call):
        note = next((each for each in notes if each.size > place), None)
        if note is not None and len(kept) < MOST_MESSAGES:
            proof = proof_of(data / "log", chosen, note, place, record.leaf)
            sealed = taken_apart(record, chosen.digest_bytes)
            author = _author(policy, leaf, sealed)
            body, signature, mac = sealed.body.decode(), sealed.signature.hex(), sealed.mac.hex()
            kept.append(Kept(proof, body, signature, mac, author))
    if not kept:
        raise NoSuchCall(
            f"存证中没有调用 {call}: 请核对编号；刚发生的请一秒后再试，超过 keep_days 的已删除。\n"
            f"No message of call {call} stands in the evidence log: check the id; try again in a "
            "second if it was just now; what is older than keep_days was deleted."
        )
    spki = log_key.public.spki.hex()
    return sign_receipt(ExchangeReceipt(VERSION, settings.id, call, spki, tuple(kept)), log_key)


def _messages_of(spool: Path, call: str) -> Iterator[tuple[int, Leaf, Record]]:
    named = call.encode()
    for place, record in look_through(spool):
        if named in record.leaf:
            leaf = read_leaf(record.leaf)
            if leaf.call == call and leaf.kind is not LeafKind.SESSION:
                yield place, leaf, record


def _notes(log: Path) -> Iterator[str]:
    """The cosigned checkpoint first, where there is one, then the newest."""
    for name in (COSIGNED, CHECKPOINT):
        if (log / name).exists():
            yield (log / name).read_text("utf-8")


def _author(policy: Policy | None, leaf: Leaf, sealed: Sealed) -> str:
    """The key (SPKI, hex) of the message's author that signed it; empty when none did."""
    asks = leaf.kind is LeafKind.REQUEST
    name = leaf.node if asks == (leaf.side is Side.CONSUMER) else leaf.peer
    node = policy.nodes.get(name) if policy and sealed.signature else None
    keys = (key for key in (node.keys if node else ()) if signature_holds(sealed, key.public))
    return next((key.spki for key in keys), "")
