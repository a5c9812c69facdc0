"""Division codes 行政区划代码 (GB/T 2260, GB/T 10114): which one lies within which."""

from __future__ import annotations


def covers(region: str, other: str) -> bool:
    """Whether a division code contains another: ``990100`` covers ``990102`` and ``990102001``."""
    return other.startswith(region_prefix(region))


def region_prefix(region: str) -> str:
    """A division code without its trailing empty levels: ``990100`` → ``9901``."""
    head, tail = region[:6], region[6:].rstrip("0")
    if tail:
        return region
    while len(head) > 2 and head.endswith("00"):
        head = head[:-2]
    return head
