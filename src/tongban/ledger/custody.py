"""Custody 密钥保管: sign with the keys of this deployment, list them, see that they are sound."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.ledger.adapters.key_door import in_words, key_door, key_places
from tongban.ledger.adapters.log_key import is_log_key
from tongban.ledger.models import Leaf as LeafRow
from tongban.ledger.policies import may_see_keys
from tongban.ledger.refusals import KeysNotForYou, KeysUnusable
from tongban.ledger.views import KeyHealth
from tongban_trust.keys import KeyDoor, KeyState, KeyVersion
from tongban_trust.signing import PublicKey, SigningKey, sm2
from tongban_trust.suites import SuiteBroken

_KEY_CREATED = "ledger.key_created"
_KEY_ROTATED = "ledger.key_rotated"
_KEY_DESTROYED = "ledger.key_destroyed"


@dataclass(frozen=True, slots=True)
class CustodyKey:
    """A key in custody; what its door says when it fails becomes a refusal."""

    public: PublicKey
    _key: SigningKey

    def sign(self, message: bytes) -> bytes:
        """DER for curves, 64 bytes for Ed25519. Refuses with KeysUnusable."""
        with in_words():
            return self._key.sign(message)


def signing_key(name: str) -> SigningKey:
    """The version of a key in custody that signs now; ask anew for each piece of work.

    After a rotation the next call gives the new version, without a restart. Refuses with
    KeysUnusable when its place cannot be opened, KeyNotChanged when there is no key of this name.
    """
    door = key_door()
    with in_words():
        key = door.open_key(name)
    return CustodyKey(key.public, key)


def key_versions(actor: Actor, name: str | None = None) -> tuple[KeyVersion, ...]:
    """All versions of one key in custody, or of every key, oldest first; public halves only.

    Refuses with KeysNotForYou, KeysUnusable.
    """
    if not may_see_keys(actor):
        raise KeysNotForYou
    door = key_door()
    with in_words():
        return door.versions(name)


def check_keys(actor: Actor) -> KeyHealth:
    """Look at the keys' place, try every key, and compare with the evidence.

    Refuses with KeysNotForYou; whatever else is wrong is in the answer.
    """
    if not may_see_keys(actor):
        raise KeysNotForYou
    demo_only: list[str] = []
    troubles: list[str] = []
    computes = _sm2(demo_only, troubles)
    try:
        if any(place.is_twin for place in key_places()):
            demo_only.append("The SDF device is a stand-in that protects nothing")
        with in_words():
            door = key_door()
            troubles += door.check() or _unproven(door)
    except KeysUnusable as unusable:
        troubles.append(unusable.message.en)
    if not settings.DEMO:
        troubles += demo_only
    return KeyHealth(settings.KEYS, computes, tuple(demo_only), tuple(troubles))


def _sm2(demo_only: list[str], troubles: list[str]) -> str:
    try:
        backend = sm2.backend()
    except (sm2.Sm2Unavailable, SuiteBroken) as error:
        troubles.append(str(error))
        return ""
    if backend.demo_only:
        demo_only.append(f"SM2 is computed by {backend.name}: install OpenSSL 3")
    return backend.name


def _unproven(door: KeyDoor) -> list[str]:
    return [
        f"Version {version.version} of {version.name} lacks its evidence ({kind}), written by"
        f" tongban keys create {version.name} --algorithm {version.public.algorithm.value}"
        for version, kind in unrecorded_keys(door.versions())
    ]


def unrecorded_keys(versions: Sequence[KeyVersion]) -> tuple[tuple[KeyVersion, str], ...]:
    """The versions without their leaf, each with the kind of leaf it lacks."""
    versions = [each for each in versions if not is_log_key(each.name)]
    rows = LeafRow.objects.filter(about__in={f"key:{each.name}" for each in versions})
    there = {
        (row.about, row.kind, json.loads(bytes(row.content))["facts"]["version"])
        for row in rows.order_by("arrival")
    }
    wanted = (
        (version, kind)
        for version in versions
        for kind in (
            _KEY_CREATED if version.version == 1 else _KEY_ROTATED,
            *([_KEY_DESTROYED] if version.state is KeyState.DESTROYED else []),
        )
    )
    return tuple(
        (version, kind)
        for version, kind in wanted
        if (f"key:{version.name}", kind, version.version) not in there
    )
