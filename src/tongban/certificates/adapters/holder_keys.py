"""The key with which a holder proves one presentation 持有者密钥: drawn from their vault key."""

from __future__ import annotations

from tongban.certificates.adapters.issuer_keys import ALGORITHMS
from tongban.ledger.api import derive_secret
from tongban_trust.signing import SigningKey, SoftKey

_PURPOSE = "presentation v1"


def holder_key(holder_id: str, presentation_id: str, suite_name: str) -> SigningKey:
    """The holder's key for this presentation and no other; it is stored nowhere.

    One key for all would tell audiences who compare that they saw the same person. It goes when
    the holder is forgotten. Refuses: SubjectForgotten of ledger.
    """
    purpose = f"{_PURPOSE} {presentation_id} {suite_name}"
    return SoftKey(ALGORITHMS[suite_name], derive_secret(holder_id, purpose))
