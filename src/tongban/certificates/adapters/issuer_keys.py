"""The keys that sign what holders show: one per suite, in the custody of the ledger."""

from __future__ import annotations

from datetime import datetime

from tongban.kernel.actor import Actor
from tongban.ledger.api import KeyNotChanged, create_key, key_versions, signing_key
from tongban_trust.keys import KeyState, KeyVersion
from tongban_trust.signing import Algorithm, PublicKey, SigningKey

_PLATFORM = Actor.system("certificates")
# ES256 for ``intl``: what wallets and verifiers elsewhere are obliged to know.
ALGORITHMS = {"gm": Algorithm.SM2, "intl": Algorithm.P256}
SUITES = tuple(ALGORITHMS)


def issuer_key(suite_name: str, now: datetime) -> SigningKey:
    """The key that signs now, made when it is first asked for. Refuses: KeysUnusable of ledger."""
    name = _named(suite_name)
    try:
        return signing_key(name)
    except KeyNotChanged:
        create_key(actor=_PLATFORM, name=name, algorithm=ALGORITHMS[suite_name], now=now)
        return signing_key(name)


def issuer_keys() -> tuple[PublicKey, ...]:
    """Every key whose signatures are good: those that sign, and those that did until a rotation.

    A version whose private half was destroyed is taken out: nothing it signed lasts an hour.
    """
    return tuple(
        version.public
        for suite_name in SUITES
        for version in _versions(suite_name)
        if version.state is not KeyState.DESTROYED
    )


def _versions(suite_name: str) -> tuple[KeyVersion, ...]:
    return key_versions(_PLATFORM, _named(suite_name))


def _named(suite_name: str) -> str:
    return f"presentations-{suite_name}"
