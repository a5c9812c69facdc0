"""create_key: a named key in custody."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.actions.key_evidence import changing_keys
from tongban_trust.keys import KeyVersion
from tongban_trust.signing import Algorithm


def create_key(*, actor: Actor, name: str, algorithm: Algorithm, now: datetime) -> KeyVersion:
    """Make a key called ``name`` (lower-case letters, digits, ``.-_``); the version that signs.

    A repeat changes nothing and returns the standing one. Leaves ``ledger.key_created``. Refuses
    with KeysNotForYou, KeysUnusable, KeyNotChanged (another algorithm, or one its place lacks).
    """
    with changing_keys(actor, name, now) as door:
        door.create(name, algorithm, now)
        return door.versions(name)[-1]
