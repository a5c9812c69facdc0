"""The key that signs this platform's snapshots 联通签名密钥: in custody, made at its first use."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.ledger.api import create_key, key_versions, signing_key
from tongban_trust.signing import SigningKey, algorithm_of

_MAKER = Actor.system("federation")


def platform_key(now: datetime) -> SigningKey:
    """The version that signs now; refuses with the ledger's KeysUnusable, KeyNotChanged."""
    name = f"federation-{settings.TRUST_SUITE}"
    if not key_versions(_MAKER, name):
        algorithm = algorithm_of(settings.TRUST_SUITE)
        create_key(actor=_MAKER, name=name, algorithm=algorithm, now=now)
    return signing_key(name)
