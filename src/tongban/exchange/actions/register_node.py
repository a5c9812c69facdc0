"""Nodes 交换节点 take part, change their keys, and leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tongban.agencies.api import agency
from tongban.exchange import events, policies
from tongban.exchange.models import Node, NodeKey
from tongban.exchange.queries.nodes import node_view
from tongban.exchange.refusals import NodeNotRight, NodesNotYours, NodeUnknown
from tongban.exchange.views import NodeView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_trust.signing import BadEncoding, PublicKey, algorithm_of
from tongban_trust.tlog.note import BadNote, NoteKey

_NAME_LENGTH = 60
_KEY_YEARS = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class NewNode:
    """What an agency tells of its node: spki in hex (DER), times aware; the suite of its log."""

    id: str
    agency_code: str
    url: str
    log_spki: str
    keys: tuple[str, ...]
    suite: str = "gm"
    serves_everybody: bool = False


def register_node(*, actor: Actor, new: NewNode, now: datetime) -> NodeView:
    """Let a node take part; the same again adds keys it has not told of, and its new address.

    A log key never changes: a node with another log is another node. ``serves_everybody``: it also
    speaks for agencies without a node. Refuses: NodesNotYours, NodeNotRight (name, keys, log),
    agencies' AgencyUnknown.
    """
    if not policies.may_run(actor):
        raise NodesNotYours
    agency(new.agency_code)
    if not (len(new.id) <= _NAME_LENGTH and new.id.isascii() and new.keys):
        raise NodeNotRight(Text.of("名称或密钥缺失。", "its name or its keys are missing."))
    publics = [_public(each) for each in new.keys]
    _check_log(new)
    with transaction.atomic():
        row, made = Node.objects.select_for_update().get_or_create(
            id=new.id,
            defaults={
                "agency_code": new.agency_code,
                "url": new.url,
                "log_spki": new.log_spki,
                "suite": new.suite,
                "serves_everybody": new.serves_everybody,
                "registered_at": now,
            },
        )
        if (row.agency_code, row.log_spki) != (new.agency_code, new.log_spki):
            raise NodeNotRight(
                Text.of(
                    "同名节点属于别的部门或者用别的日志密钥。",
                    "a node of this name has another agency or another log.",
                )
            )
        added = [public for public in publics if _put_key(row, public, now)]
        if not made and not added and row.url == new.url:
            return node_view(row)
        row.url, row.left_at = new.url, None
        row.save(update_fields=["url", "left_at"])
        _tell(actor, row, "exchange.node-registered", [key.key_id for key in added], now)
    return node_view(row)


def revoke_node_key(*, actor: Actor, key_id: str, now: datetime) -> None:
    """A key that speaks for its node no longer, at once. Refuses: NodesNotYours, NodeUnknown."""
    if not policies.may_run(actor):
        raise NodesNotYours
    with transaction.atomic():
        row = NodeKey.objects.select_for_update().filter(key_id=key_id).order_by("id").first()
        if row is None:
            raise NodeUnknown
        if row.revoked_at is None:
            row.revoked_at = now
            row.save(update_fields=["revoked_at"])
            _tell(actor, row.node, "exchange.node-key-revoked", [key_id], now)


def retire_node(*, actor: Actor, node_id: str, now: datetime) -> None:
    """A node takes part no longer; its evidence stays. Refuses: NodesNotYours, NodeUnknown."""
    if not policies.may_run(actor):
        raise NodesNotYours
    with transaction.atomic():
        row = Node.objects.select_for_update().filter(id=node_id).order_by("id").first()
        if row is None:
            raise NodeUnknown
        if row.left_at is None:
            row.left_at = now
            row.save(update_fields=["left_at"])
            _tell(actor, row, "exchange.node-retired", [], now)


def _check_log(new: NewNode) -> None:
    """The log's key signs checkpoints under the node's name, in the suite of its leaves."""
    try:
        key = NoteKey(new.id, _public(new.log_spki))
        fits = key.public.algorithm is algorithm_of(new.suite)
    except (BadNote, KeyError, ValueError):
        fits = False
    if not fits:
        raise NodeNotRight(
            Text.of("名称或日志密钥不合规格。", "its name or its log's key does not fit its suite.")
        )


def _public(spki: str) -> PublicKey:
    try:
        return PublicKey.from_spki(bytes.fromhex(spki))
    except (BadEncoding, ValueError) as error:
        raise NodeNotRight(Text.of("公钥读不出来。", "a public key cannot be read.")) from error


def _put_key(row: Node, public: PublicKey, now: datetime) -> bool:
    key, made = NodeKey.objects.get_or_create(
        key_id=public.key_id,
        defaults={
            "node": row,
            "spki": public.spki.hex(),
            "valid_from": now,
            "valid_until": now + _KEY_YEARS,
        },
    )
    if key.node_id != row.id:
        raise NodeNotRight(
            Text.of("密钥已属于别的节点。", "one of its keys speaks for another node.")
        )
    return made


def _tell(actor: Actor, row: Node, kind: str, key_ids: Sequence[str], now: datetime) -> None:
    # Everybody's policy names its peers' keys.
    Node.objects.filter(left_at__isnull=True).update(stale=True)
    facts = {"node": row.id, "agency": row.agency_code}
    record(kind=kind, about=row.id, facts={**facts, "keys": list(key_ids)}, actor=actor, now=now)
    publish(event=events.NODE_REGISTERED, aggregate=row.id, payload=facts, now=now)
