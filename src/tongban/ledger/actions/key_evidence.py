"""What the key verbs share: one change at a time, and a leaf for every version that lacks one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tongban.kernel.actor import Actor
from tongban.ledger.actions.record import record
from tongban.ledger.adapters.key_door import in_words, key_door
from tongban.ledger.custody import unrecorded_keys
from tongban.ledger.policies import may_manage_keys
from tongban.ledger.refusals import KeysNotForYou
from tongban_trust.keys import KeyDoor, KeyVersion

_LOCK = 0x746F6E67_6B657973  # "tongkeys": the advisory lock of who changes keys


@contextmanager
def changing_keys(actor: Actor, name: str, now: datetime) -> Iterator[KeyDoor]:
    """The door, for one change to the key ``name`` and the leaves that prove it.

    The door is no part of the database's transaction: when that fails, the change stands and its
    leaf is written with the next change of this key; ``check_keys`` tells of it until then.
    """
    if not may_manage_keys(actor):
        raise KeysNotForYou
    door = key_door()
    with transaction.atomic(), connection.cursor() as cursor, in_words():
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield door
        _record(actor, door.versions(name), now)


def _record(actor: Actor, versions: Iterable[KeyVersion], now: datetime) -> None:
    for version, kind in unrecorded_keys(tuple(versions)):
        record(
            kind=kind,
            about=f"key:{version.name}",
            facts={
                "algorithm": version.public.algorithm.value,
                "key_id": version.public.key_id,
                "version": version.version,
            },
            actor=actor,
            now=now,
        )
