"""destroy_key_version: forget a private half that no longer signs."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.actions.key_evidence import changing_keys


def destroy_key_version(*, actor: Actor, name: str, version: int, now: datetime) -> None:
    """Forget the private half of a version; its public half stays, and so do its signatures.

    A repeat changes nothing. Leaves ``ledger.key_destroyed``. Refuses with KeysNotForYou,
    KeysUnusable, KeyNotChanged (it still signs, or there is none).
    """
    with changing_keys(actor, name, now) as door:
        door.destroy(name, version)
