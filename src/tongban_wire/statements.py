"""Signed statements: one text that says what it is, who signed it, and holds for nothing else.

``<payload>.<key id>.<signature>``, payload and signature in base64url without padding. What is
signed is ``tongban statement v1 · 0 · purpose · 0 · key id · 0 · payload``: a signature over a case
token can never pass for one over a snapshot. Signatures of curves are 64 bytes ``r ‖ s``.

Many statements may share one signature: it is over the root of a small Merkle tree of them, and a
fourth part carries the place, the number of statements, the root and the path.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban_trust.signing import (
    PublicKey,
    SigningKey,
    short_signature,
    suite_name_of,
    verify_short,
)
from tongban_trust.suites import suite
from tongban_trust.tlog import tree

MOST_TOGETHER = 4096
_HEAD = b"tongban statement v1\x00"
_HEAD_TOGETHER = b"tongban statements together v1\x00"
_HASH_BYTES = 32
_MOST_STEPS = 12


class NotSigned(ValueError):
    """The text is no statement for this purpose by a key that is trusted here."""


@dataclass(frozen=True, slots=True)
class Share:
    """A statement's place among those that share a signature, and the path to their root."""

    index: int
    count: int
    root: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement taken apart, not yet verified."""

    payload: bytes
    key_id: str
    signature: bytes
    share: Share | None = None


def sign_statement(purpose: str, payload: bytes, key: SigningKey) -> str:
    """The statement's text."""
    key_id = key.public.key_id
    signature = short_signature(key, _signed(purpose, key_id, payload))
    return f"{_text(payload)}.{key_id}.{_text(signature)}"


def sign_statements(purpose: str, payloads: Sequence[bytes], key: SigningKey) -> list[str]:
    """The texts of 1 to 4,096 statements under one signature, in order. ValueError for others."""
    if not 1 <= len(payloads) <= MOST_TOGETHER:
        raise ValueError(f"One signature is for 1 to {MOST_TOGETHER} statements")
    key_id, count = key.public.key_id, len(payloads)
    chosen = suite(suite_name_of(key.public.algorithm))
    levels = [tree.leaf_hashes(chosen, [_signed(purpose, key_id, each) for each in payloads])]
    while len(levels[-1]) > 1:
        levels.append(tree.level_above(chosen, levels[-1]))

    def subtree(level: int, index: int) -> bytes:
        return levels[level][index]

    root = tree.root_of(chosen, count, subtree)
    signature = _text(short_signature(key, _signed_root(purpose, key_id, count, root)))
    texts = []
    for index, payload in enumerate(payloads):
        path = tree.inclusion_proof(chosen, index, count, subtree)
        share = index.to_bytes(2, "big") + count.to_bytes(2, "big") + b"".join((root, *path))
        texts.append(f"{_text(payload)}.{key_id}.{signature}.{_text(share)}")
    return texts


def open_statement(purpose: str, text: str, keys: Mapping[str, PublicKey]) -> bytes:
    """The payload that one of ``keys`` (by key id) signed for ``purpose``; NotSigned otherwise."""
    said = take_apart(text)
    key = keys.get(said.key_id)
    if key is None:
        raise NotSigned("The statement is signed by a key that is not trusted here")
    if not holds(purpose, said, key):
        raise NotSigned("The signature does not hold over this statement")
    return said.payload


def key_id_in(text: str) -> str:
    """The id of the key a statement says it is signed by, empty for another text; unchecked."""
    parts = text.split(".")
    return parts[1] if len(parts) in (3, 4) else ""


def take_apart(text: str) -> Statement:
    """The three or four parts, in their one encoding; NotSigned for any other text."""
    payload, *parts = text.split(".") if text.isascii() else ("",)
    if len(parts) not in (2, 3):
        raise NotSigned("A statement has three parts, or four")
    share = _share(_bytes(parts[2])) if len(parts) == 3 else None
    return Statement(_bytes(payload), parts[0], _bytes(parts[1]), share)


def holds(purpose: str, said: Statement, key: PublicKey) -> bool:
    """Whether ``key`` signed the statement for ``purpose``. Never raises."""
    return is_included(purpose, said, key) and signature_holds(purpose, said, key)


def is_included(purpose: str, said: Statement, key: PublicKey) -> bool:
    """Whether the statement is among those its signature is said to be for. Never raises."""
    if said.share is None:
        return True
    chosen, share = suite(suite_name_of(key.algorithm)), said.share
    leaf = tree.leaf_hash(chosen, _signed(purpose, said.key_id, said.payload))
    return tree.includes(chosen, leaf, share.index, share.count, share.path, share.root)


def signature_holds(purpose: str, said: Statement, key: PublicKey) -> bool:
    """Whether the signature is ``key``'s; of those that share one it need be asked only once."""
    if said.key_id != key.key_id:
        return False
    return verify_short(key, said.signature, signed_bytes(purpose, said))


def signed_bytes(purpose: str, said: Statement) -> bytes:
    """The bytes the signature is over; the same for statements that share one."""
    if said.share is None:
        return _signed(purpose, said.key_id, said.payload)
    return _signed_root(purpose, said.key_id, said.share.count, said.share.root)


def _signed(purpose: str, key_id: str, payload: bytes) -> bytes:
    return _HEAD + purpose.encode() + b"\x00" + key_id.encode() + b"\x00" + payload


def _signed_root(purpose: str, key_id: str, count: int, root: bytes) -> bytes:
    together = f"{purpose}\x00{key_id}\x00{count}\x00".encode()
    return _HEAD_TOGETHER + together + root


def _share(data: bytes) -> Share:
    index, count = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    hashes = [data[at : at + _HASH_BYTES] for at in range(4, len(data), _HASH_BYTES)]
    if not hashes or len(hashes[-1]) != _HASH_BYTES or len(hashes) > 1 + _MOST_STEPS:
        raise NotSigned("The statement's share of a signature is cut short or too long")
    return Share(index, count, hashes[0], tuple(hashes[1:]))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotSigned("A part of the statement is not base64url") from error
    # Other letters apart, only the bits beyond the last whole byte can be written in two ways.
    whole = len(data) // 3
    if "+" in text or "/" in text or _text(data[3 * whole :]) != text[4 * whole :]:
        raise NotSigned("A part of the statement is not in its one base64url form")
    return data
