"""A promise of inclusion 入链承诺: the log's signed word that leaves will be in it soon.

Made where leaves are committed, before the log has them; a batch of any size costs one signature,
because what is signed is the root of a small tree over its leaf hashes. As the signed certificate
timestamp of RFC 6962, 3.2, for one leaf or thousands.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban_trust.canonical import canonical_bytes
from tongban_trust.signing import PublicKey, SigningKey
from tongban_trust.suites import Suite
from tongban_trust.tlog import tree

VERSION = 1
MOST_LEAVES = 100_000
_PURPOSE = "tongban inclusion promise"


class BadPromise(ValueError):
    """The value is no promise; the message says what is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One leaf's share of a promise: ``index`` of ``count`` leaves and the path to their root.

    ``at`` is when it was given and ``merge_delay_s`` how long the log may take, both in seconds.
    """

    origin: str
    at: int
    merge_delay_s: int
    index: int
    count: int
    path: tuple[bytes, ...]
    root: bytes
    signature: bytes

    def holds_for(self, suite: Suite, leaf_hash: bytes, key: PublicKey) -> bool:
        """Whether ``key`` promised this leaf. Never raises."""
        if not tree.includes(suite, leaf_hash, self.index, self.count, self.path, self.root):
            return False
        return key.verify(self.signature, _signed(self))

    @property
    def due_at(self) -> int:
        """When the leaf must be in the log at the latest (Unix seconds)."""
        return self.at + self.merge_delay_s

    def to_json(self) -> dict[str, object]:
        """Plain values, as records carry it."""
        return {
            "v": VERSION,
            "origin": self.origin,
            "at": self.at,
            "merge_delay_s": self.merge_delay_s,
            "index": self.index,
            "count": self.count,
            "path": [_text(step) for step in self.path],
            "root": _text(self.root),
            "signature": _text(self.signature),
        }

    @classmethod
    def from_json(cls, said: object) -> Promise:
        """The promise in plain values, nothing more and nothing less; BadPromise otherwise."""
        if not isinstance(said, Mapping) or set(said) != _NAMES or said["v"] != VERSION:
            raise BadPromise("A promise has exactly the fields of its version")
        numbers = [said[name] for name in ("at", "merge_delay_s", "index", "count")]
        if any(type(number) is not int or not 0 <= number < 2**53 for number in numbers):
            raise BadPromise("A number of the promise is not one")
        path, origin = said["path"], said["origin"]
        if not isinstance(origin, str) or not isinstance(path, list) or len(path) > tree.MOST_STEPS:
            raise BadPromise("The origin or path of the promise is not one")
        at, merge_delay_s, index, count = numbers
        steps, root, signature = map(_bytes, path), _bytes(said["root"]), _bytes(said["signature"])
        return cls(origin, at, merge_delay_s, index, count, tuple(steps), root, signature)


_NAMES = frozenset(
    ("v", "origin", "at", "merge_delay_s", "index", "count", "path", "root", "signature")
)


def promise(
    suite: Suite,
    key: SigningKey,
    origin: str,
    leaf_hashes: Sequence[bytes],
    *,
    at: int,
    merge_delay_s: int,
) -> tuple[Promise, ...]:
    """A promise for each leaf hash, in order, with one signature. ValueError over 100,000."""
    count = len(leaf_hashes)
    if count > MOST_LEAVES:
        raise ValueError(f"One promise is for at most {MOST_LEAVES} leaves")
    if not count:
        return ()
    levels = [list(leaf_hashes)]
    while len(levels[-1]) > 1:
        levels.append(tree.level_above(suite, levels[-1]))

    def subtree(level: int, index: int) -> bytes:
        return levels[level][index]

    root = tree.root_of(suite, count, subtree)
    signature = key.sign(_signed(Promise(origin, at, merge_delay_s, 0, count, (), root, b"")))
    return tuple(
        Promise(
            origin, at, merge_delay_s, index, count,
            tree.inclusion_proof(suite, index, count, subtree), root, signature,
        )
        for index in range(count)
    )  # fmt: skip


def _signed(said: Promise) -> bytes:
    return canonical_bytes(
        {
            "purpose": _PURPOSE,
            "v": VERSION,
            "origin": said.origin,
            "at": said.at,
            "merge_delay_s": said.merge_delay_s,
            "count": said.count,
            "root": _text(said.root),
        }
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    try:
        data = base64.b64decode(text if isinstance(text, str) else "?", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadPromise("A value of the promise is not base64") from error
    if _text(data) != text:
        raise BadPromise("A value of the promise is not in its one base64 form")
    return data
