"""What a node enforces: grants, the articles they rest on, the nodes and keys that take part.

Moments are Unix milliseconds (``*_at_ms``), days ISO dates in the jurisdiction's own time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated

from msgspec import Meta

from tongban_trust.signing import BadEncoding, PublicKey
from tongban_wire.plain import Id, Malformed, Operand, Whole


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

    name: Id
    field: Id
    operator: Operator
    operand: Operand | None

    @property
    def asks_operand(self) -> bool:
        """Whether the caller gives the value to compare with."""
        return self.operand is None and self.operator is not Operator.PRESENT


@dataclass(frozen=True, slots=True)
class Article:
    """An article 法条 ``statute/article@version`` and the days it is in force, both included."""

    ref: Id
    from_date: Id
    until_date: Id | None


@dataclass(frozen=True, slots=True)
class NodeKey:
    """A key that speaks for a node from ``from_at_ms`` until before ``until_at_ms``.

    ``key_id`` and ``spki`` (hex, DER SubjectPublicKeyInfo) as in ``tongban_trust.signing``.
    """

    key_id: Id
    spki: Operand
    from_at_ms: Whole
    until_at_ms: Whole

    @property
    def public(self) -> PublicKey:
        """The public key; Malformed when ``spki`` is none or has another ``key_id``."""
        return _public(self.key_id, self.spki)

    def speaks_at(self, now_ms: int) -> bool:
        """Whether that moment is in its term."""
        return self.from_at_ms <= now_ms < self.until_at_ms


@lru_cache(maxsize=4096)
def _public(key_id: str, spki: str) -> PublicKey:
    try:
        found = PublicKey.from_spki(bytes.fromhex(spki))
    except (BadEncoding, ValueError) as error:
        raise Malformed(f"Key {key_id}: {error}") from error
    if found.key_id != key_id:
        raise Malformed(f"Key {key_id} has another identifier: {found.key_id}")
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """A node 交换节点 of an agency: where it listens, its keys, the key of its evidence log.

    ``agency`` is the unified credit code or the platform's id of the agency. ``log_spki`` (hex)
    signs the checkpoints of the log whose origin is the node's ``id``.
    """

    id: Id
    agency: Id
    url: Operand
    log_spki: Operand
    keys: Annotated[tuple[NodeKey, ...], Meta(max_length=16)]


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant 共享授权: who may ask whom for which fields, for what purpose, by which article.

    ``provider`` and ``consumer`` are node ids. ``fields`` may be read as values, ``questions``
    only answered. ``max_age_s`` is how old the policy may be when the platform is out of reach.
    ``per_minute`` and ``per_day`` count calls, ``values_per_day`` fields and answers.
    ``sign_each`` wants a signature on each message, not only on each batch.
    """

    id: Id
    resource: Id
    provider: Id
    consumer: Id
    item: Id
    purpose: Id
    article: Id
    fields: Annotated[tuple[Id, ...], Meta(max_length=256)]
    questions: Annotated[tuple[Question, ...], Meta(max_length=64)]
    from_at_ms: Whole
    until_at_ms: Whole
    max_age_s: Whole
    per_minute: Whole
    per_day: Whole
    values_per_day: Whole
    needs_consent: bool
    needs_mandate: bool
    sign_each: bool


@dataclass(frozen=True, slots=True)
class OtherPlatform:
    """Another platform 其他平台 whose agencies take part here, and what of this policy is theirs.

    Under its ``grants`` only its ``nodes`` may ask, with case tokens signed by its ``token_keys``;
    ``revoked`` are tokens, cases and consents of its own, and no others.
    """

    id: Id
    token_keys: Annotated[tuple[NodeKey, ...], Meta(max_length=16)]
    nodes: Annotated[tuple[Id, ...], Meta(max_length=500)]
    grants: Annotated[tuple[Id, ...], Meta(max_length=10_000)]
    revoked: Annotated[tuple[Id, ...], Meta(max_length=50_000)]
