"""The key that signs policy and case tokens 策略签名密钥: in custody, made at its first use."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.ledger.api import KeyNotChanged, create_key, key_versions, signing_key
from tongban_trust.keys import KeyState
from tongban_trust.signing import PublicKey, SigningKey, algorithm_of

_NAMED = "exchange-"


def policy_key(now: datetime) -> SigningKey:
    """The version that signs now; refuses with the ledger's KeysUnusable, KeyNotChanged."""
    name = _NAMED + settings.TRUST_SUITE
    try:
        return signing_key(name)
    except KeyNotChanged:
        algorithm = algorithm_of(settings.TRUST_SUITE)
        create_key(actor=Actor.system("exchange"), name=name, algorithm=algorithm, now=now)
        return signing_key(name)


def policy_keys() -> tuple[PublicKey, ...]:
    """Every version that may have signed something that still holds: what nodes pin."""
    versions = key_versions(Actor.system("exchange"), _NAMED + settings.TRUST_SUITE)
    return tuple(each.public for each in versions if each.state is not KeyState.DESTROYED)
