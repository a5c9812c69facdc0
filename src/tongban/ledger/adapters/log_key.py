"""The key that signs the evidence log 日志签名密钥: in custody, made at first use, kept."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings

from tongban.ledger.adapters.key_door import in_words, key_door
from tongban_trust.signing import SigningKey, algorithm_of

_NAMED = "log-"


def log_key(suite_name: str) -> SigningKey:
    """The key for logs of a suite: SM2 for ``gm``, Ed25519 for ``intl``.

    Refuses with KeysUnusable, KeyNotChanged (its place lacks the algorithm).
    """
    return _opened(suite_name, settings.KEYS, str(settings.DATA_DIR), os.getpid())


def is_log_key(name: str) -> bool:
    """Whether this key is a log's identity: its verifiers and witnesses know it, so it stays.

    It needs no leaf of its own: every checkpoint proves it.
    """
    return name.startswith(_NAMED)


@lru_cache(maxsize=8)
def _opened(suite_name: str, _place: str, _folder: str, _process: int) -> SigningKey:
    """Its public half costs as much as a signature: worked out once a process and place."""
    door = key_door()
    with in_words():
        return door.create(_NAMED + suite_name, algorithm_of(suite_name), datetime.now(UTC))
