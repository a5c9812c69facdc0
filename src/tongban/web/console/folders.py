"""The content packs this machine was given, by folder name."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def pack_folders() -> tuple[str, ...]:
    """Names of the folders that hold a pack, in alphabetical order."""
    found = Path(settings.PACK_DIR).glob("*/pack.yaml")
    return tuple(sorted(path.parent.name for path in found))


def pack_path(name: str) -> Path | None:
    """The folder of a pack; None for any name that is not listed."""
    return Path(settings.PACK_DIR) / name if name in pack_folders() else None
