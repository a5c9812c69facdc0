"""rotate_key: a new version of a key signs from now on."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.actions.key_evidence import changing_keys
from tongban_trust.keys import KeyVersion


def rotate_key(*, actor: Actor, name: str, now: datetime) -> KeyVersion:
    """Make a new version of a key; whoever signs next signs with it, without a restart.

    Older versions keep their public halves, so old signatures stay verifiable. Every call makes one
    more version. Leaves ``ledger.key_rotated``. Refuses with KeysNotForYou, KeysUnusable,
    KeyNotChanged (no such key, or no free slot). Source: GB/T 39786-2021 (密钥管理).
    """
    with changing_keys(actor, name, now) as door:
        door.rotate(name, now)
        return door.versions(name)[-1]
