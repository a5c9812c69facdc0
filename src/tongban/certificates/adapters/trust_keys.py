"""The platform's keys for QR codes and for the trust bundle, in custody, made at first use."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from tongban.kernel.actor import Actor
from tongban.ledger.api import create_key, key_versions, signing_key
from tongban_trust.signing import PublicKey, SigningKey, algorithm_of

CODES, BUNDLE = "certificate-codes", "trust-bundle"
_PLATFORM = Actor.system("certificates")


def trust_key(name: str, now: datetime) -> SigningKey:
    """The version of one of these keys that signs now. Refuses KeysUnusable, KeyNotChanged."""
    if not key_versions(_PLATFORM, name):
        algorithm = algorithm_of(settings.TRUST_SUITE)
        create_key(actor=_PLATFORM, name=name, algorithm=algorithm, now=now)
    return signing_key(name)


def public_halves(name: str) -> tuple[PublicKey, ...]:
    """Every version there ever was: old signatures stay good. Refuses KeysUnusable."""
    return tuple(version.public for version in key_versions(_PLATFORM, name))
