"""Its keys: one file each in its folder, made at first use."""

from __future__ import annotations

from pathlib import Path

from tongban_trust.keys.plain import kept_secret
from tongban_trust.signing import SoftKey, algorithm_of, generate_key

PLATFORM, BUNDLE, CODES, LOG = "platform", "bundle", "codes", "log"
NEIGHBOUR, NODE, TOKENS = "neighbour", "neighbour-node", "neighbour-tokens"


def kept_key(folder: Path, name: str, suite_name: str) -> SoftKey:
    """The key of this name under the suite."""
    algorithm = algorithm_of(suite_name)
    path = folder / "keys" / f"{name}-{suite_name}"
    return SoftKey(algorithm, bytes.fromhex(kept_secret(path, lambda: _fresh(suite_name))))


def _fresh(suite_name: str) -> str:
    return generate_key(algorithm_of(suite_name)).secret.hex()
