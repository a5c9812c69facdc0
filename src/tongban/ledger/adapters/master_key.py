"""The master key 主密钥: from the environment, else a file made on first use, readable by us alone.

Everything personal in the database is only as readable as this key: back it up apart from it.
"""

from __future__ import annotations

import os
import re
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from tongban.kernel.text import Text
from tongban.ledger.refusals import MasterKeyUnusable
from tongban_trust.keys.plain import kept_secret

_KEY_BYTES = 32
_ENVIRONMENT = "TONGBAN_MASTER_KEY"


def master_key() -> bytes:
    """The 32 bytes; MasterKeyUnusable when what is configured is not a key."""
    given = os.environ.get(_ENVIRONMENT)
    if given is not None:
        return _read(given, _ENVIRONMENT)
    return _from_file(str(settings.DATA_DIR))


@cache
def _from_file(folder: str) -> bytes:
    path = Path(folder) / "keys" / "master.key"
    return _read(kept_secret(path, lambda: secrets.token_hex(_KEY_BYTES)), str(path))


def _read(text: str, where: str) -> bytes:
    digits = text.strip()
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * _KEY_BYTES}}}", digits):
        raise MasterKeyUnusable(
            Text.of(
                f"{where} 不是主密钥：应为{2 * _KEY_BYTES}位十六进制数字。",
                f"{where} is no master key: it must be {2 * _KEY_BYTES} hexadecimal digits.",
            )
        )
    return bytes.fromhex(digits)
