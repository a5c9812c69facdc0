"""SM2 (GB/T 32918, GM/T 0003): one backend per machine, proven by known answers before use."""

from __future__ import annotations

from functools import cache

from tongban_trust.signing.sm2.backends import (
    DEFAULT_USER_ID,
    Sm2Backend,
    Sm2Unavailable,
    prove,
)
from tongban_trust.signing.sm2.libcrypto import LibcryptoBackend

__all__ = ["DEFAULT_USER_ID", "Sm2Backend", "Sm2Unavailable", "backend"]


@cache
def backend() -> Sm2Backend:
    """The backend of this machine, after its known answers. Sm2Unavailable, SuiteBroken."""
    chosen = LibcryptoBackend()
    prove(chosen)
    return chosen
