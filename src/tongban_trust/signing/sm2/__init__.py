"""SM2 (GB/T 32918, GM/T 0003): one backend per machine, proven by known answers before use."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache

from tongban_trust.signing.sm2.backends import (
    DEFAULT_USER_ID,
    Sm2Backend,
    Sm2Unavailable,
    prove,
)
from tongban_trust.signing.sm2.gmssl_wheel import GmsslWheelBackend
from tongban_trust.signing.sm2.libcrypto import LibcryptoBackend

__all__ = ["DEFAULT_USER_ID", "Sm2Backend", "Sm2Unavailable", "backend", "choose"]

_ORDER: tuple[Callable[[], Sm2Backend], ...] = (
    LibcryptoBackend.of_the_system,
    LibcryptoBackend.bundled,
    GmsslWheelBackend,
)


@cache
def backend() -> Sm2Backend:
    """The backend of this machine, after its known answers. Sm2Unavailable, SuiteBroken."""
    return choose(_ORDER)


def choose(candidates: Sequence[Callable[[], Sm2Backend]]) -> Sm2Backend:
    """The first that is here, proven; one for demos only is said so in the log.

    Sm2Unavailable names what each lacks. SuiteBroken when the first one here computes wrongly: a
    broken library is mended, not passed over.
    """
    missing = []
    for make in candidates:
        try:
            chosen = make()
        except Sm2Unavailable as lack:
            missing.append(str(lack))
            continue
        prove(chosen)
        if chosen.demo_only:
            logging.getLogger(__name__).warning(
                "SM2 is computed by %s, which is for demos only: install OpenSSL 3", chosen.name
            )
        return chosen
    raise Sm2Unavailable(f"SM2 cannot be computed here: {'; '.join(missing)}")
