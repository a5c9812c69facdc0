"""rotate_key: a new version of a key signs from now on."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.actions.key_evidence import changing_keys
from tongban.ledger.adapters.log_key import is_log_key
from tongban.ledger.refusals import KeyNotChanged
from tongban_trust.keys import KeyVersion


def rotate_key(*, actor: Actor, name: str, now: datetime) -> KeyVersion:
    """Make a new version of a key; whoever signs next signs with it, without a restart.

    Older versions keep their public halves, so old signatures stay verifiable. Every call makes one
    more version. Leaves ``ledger.key_rotated``. Refuses with KeysNotForYou, KeysUnusable,
    KeyNotChanged (no such key, no free slot, or the identity of a log). Source: GB/T 39786-2021
    (密钥管理).
    """
    if is_log_key(name):
        raise KeyNotChanged(f"{name} is the identity of the evidence log, which its witnesses know")
    with changing_keys(actor, name, now) as door:
        door.rotate(name, now)
        return door.versions(name)[-1]
