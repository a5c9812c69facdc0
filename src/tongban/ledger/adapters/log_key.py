"""The key that signs the evidence log 日志签名密钥.

A file beside the master key, made at first use. Whoever keeps keys elsewhere changes this function
and nothing else: all it promises is a ``SigningKey``.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tongban.kernel.text import Text
from tongban.ledger.refusals import LogKeyUnusable
from tongban_trust.keys.plain import kept_secret
from tongban_trust.signing import Algorithm, SigningKey, SoftKey, algorithm_of, generate_key


def log_key(suite_name: str) -> SigningKey:
    """The key for logs of a suite: SM2 for ``gm``, Ed25519 for ``intl``. LogKeyUnusable."""
    algorithm = algorithm_of(suite_name)
    path = Path(settings.DATA_DIR) / "keys" / f"log-{suite_name}.key"
    text = kept_secret(path, lambda: generate_key(algorithm).secret.hex())
    try:
        return _opened(algorithm, text)
    except ValueError as error:
        raise LogKeyUnusable(
            Text.of(f"{path} 不是日志签名密钥。", f"{path} is no key of the evidence log.")
        ) from error


@lru_cache(maxsize=8)
def _opened(algorithm: Algorithm, text: str) -> SoftKey:
    """Its public half costs as much as a signature: worked out once, not with each promise."""
    return SoftKey(algorithm, bytes.fromhex(text))
