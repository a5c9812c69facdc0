"""How big a pack may be. Generous for a province, far below what could hurt the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackLimits:
    """Bounds checked while reading; each has its own refusal in plain words."""

    file_bytes: int = 2 * 1024 * 1024
    files: int = 50_000
    total_bytes: int = 512 * 1024 * 1024
    folder_depth: int = 6
    nesting: int = 32
    nodes_per_file: int = 200_000
    number_digits: int = 40


DEFAULT_LIMITS = PackLimits()
