"""What a node enforces: grants, the articles they rest on, the nodes and keys that take part.

Moments are Unix milliseconds (``*_at_ms``), days ISO dates in the jurisdiction's own time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from tongban_trust.signing import BadEncoding, PublicKey
from tongban_wire.plain import Malformed


class Operator(Enum):
    """How a question compares a field with its operand; dates and codes compare as text."""

    EQUALS = "equals"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    PRESENT = "present"
    AGE_AT_LEAST = "age-at-least"


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question 是否核验 that the provider answers instead of giving the field away.

    ``operand`` is fixed by the grant; None lets the caller give it with each call (for EQUALS, to
    confirm what a person wrote). PRESENT needs none; AGE_AT_LEAST counts whole years on the day.
    """

    name: str
    field: str
    operator: Operator
    operand: str | None

    @property
    def asks_operand(self) -> bool:
        """Whether the caller gives the value to compare with."""
        return self.operand is None and self.operator is not Operator.PRESENT


@dataclass(frozen=True, slots=True)
class Article:
    """An article 法条 ``statute/article@version`` and the days it is in force, both included."""

    ref: str
    from_date: str
    until_date: str | None


@dataclass(frozen=True)
class NodeKey:
    """A key that speaks for a node from ``from_at_ms`` until before ``until_at_ms``.

    ``key_id`` and ``spki`` (hex, DER SubjectPublicKeyInfo) as in ``tongban_trust.signing``.
    """

    key_id: str
    spki: str
    from_at_ms: int
    until_at_ms: int

    @cached_property
    def public(self) -> PublicKey:
        """The public key; Malformed when ``spki`` is none or has another ``key_id``."""
        try:
            found = PublicKey.from_spki(bytes.fromhex(self.spki))
        except (BadEncoding, ValueError) as error:
            raise Malformed(f"Key {self.key_id}: {error}") from error
        if found.key_id != self.key_id:
            raise Malformed(f"Key {self.key_id} has another identifier: {found.key_id}")
        return found


@dataclass(frozen=True, slots=True)
class Node:
    """A node 交换节点 of an agency: where it listens, its keys, the key of its evidence log.

    ``agency`` is the unified credit code or the platform's id of the agency. ``log_spki`` (hex)
    signs the checkpoints of the log whose origin is the node's ``id``.
    """

    id: str
    agency: str
    url: str
    log_spki: str
    keys: tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant 共享授权: who may ask whom for which fields, for what purpose, by which article.

    ``provider`` and ``consumer`` are node ids. ``fields`` may be read as values, ``questions``
    only answered. ``max_age_s`` is how old the policy may be when the platform is out of reach.
    ``per_minute`` and ``per_day`` count calls, ``values_per_day`` fields and answers.
    ``sign_each`` wants a signature on each message, not only on each batch.
    """

    id: str
    resource: str
    provider: str
    consumer: str
    item: str
    purpose: str
    article: str
    fields: tuple[str, ...] = field(metadata={"most": 256})
    questions: tuple[Question, ...]
    from_at_ms: int
    until_at_ms: int
    max_age_s: int
    per_minute: int
    per_day: int
    values_per_day: int
    needs_consent: bool
    needs_mandate: bool
    sign_each: bool
