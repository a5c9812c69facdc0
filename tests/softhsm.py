"""A PKCS#11 token in software for tests: SoftHSM2, each time in a folder of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from importlib.util import find_spec
from pathlib import Path

import pytest

PIN, _SO_PIN = "246813579", "987654321"
_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
LIBRARY = next((place for place in _PLACES if Path(place).exists()), "")

needs_softhsm = pytest.mark.skipif(
    not (LIBRARY and shutil.which("softhsm2-util") and find_spec("pkcs11")),
    reason="SoftHSM2 or python-pkcs11 is not here. On Debian: apt-get install softhsm2",
)


def make_token(folder: Path, patch: pytest.MonkeyPatch) -> str:
    """The label of a fresh token kept in ``folder``; the library is made to look there."""
    import pkcs11

    (folder / "tokens").mkdir(exist_ok=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    patch.setenv("SOFTHSM2_CONF", str(config))
    label = uuid.uuid4().hex[:16]
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", _SO_PIN,
         "--pin", PIN], check=True, capture_output=True,
    )  # fmt: skip
    pkcs11.lib(LIBRARY).reinitialize()
    return label
