"""The master key 主密钥: from the environment, else a file made on first use, readable by us alone.

Everything personal in the database is only as readable as this key: back it up apart from it.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

from tongban.kernel.text import Text
from tongban.ledger.refusals import MasterKeyUnusable

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
    if not path.exists():
        _create(path)
    return _read(path.read_text("ascii", errors="replace"), str(path))


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


def _create(path: Path) -> None:
    """Write a new key whole or not at all; when two processes race, the first one's key stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # created with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    except FileExistsError:
        return
    finally:
        Path(temporary).unlink()
