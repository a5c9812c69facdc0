"""The signing key of a person or firm: drawn from their vault key, so it goes when they do."""

from __future__ import annotations

from django.conf import settings

from tongban.ledger.api import derive_secret
from tongban_trust.signing import Algorithm, SoftKey, algorithm_of

_PURPOSE = "signature of applications v1"


def signer_key(subject_id: str, algorithm: Algorithm | None = None) -> SoftKey:
    """The subject's own key (SM2 under ``gm``); ledger's SubjectForgotten once forgotten.

    No two subjects share one. It is never stored; a process that signed with it holds it in memory
    among its newest 1,024 keys, and cannot come by it again once the vault key is destroyed.
    """
    chosen = algorithm or algorithm_of(settings.TRUST_SUITE)
    return SoftKey(chosen, derive_secret(subject_id, f"{_PURPOSE} {chosen.value}"))
