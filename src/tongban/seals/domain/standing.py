"""Whether a seal may be used now, and what may follow what in its life."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from tongban.kernel.text import Text

LONGEST_TERM = timedelta(days=3660)


class Standing(Enum):
    """Standing of a seal 印章状态. Expiry is no standing: it follows from the dates."""

    IN_FORCE = "seal-standing/in-force"
    SUSPENDED = "seal-standing/suspended"
    REVOKED = "seal-standing/revoked"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    Standing.IN_FORCE: Text.of("在用", "in force"),
    Standing.SUSPENDED: Text.of("已停用", "suspended"),
    Standing.REVOKED: Text.of("已注销", "revoked"),
}

# Revoked is for good: a lost key never comes back into use.
_NEXT = {
    Standing.IN_FORCE: frozenset({Standing.SUSPENDED, Standing.REVOKED}),
    Standing.SUSPENDED: frozenset({Standing.IN_FORCE, Standing.REVOKED}),
    Standing.REVOKED: frozenset[Standing](),
}


def may_become(present: Standing, wanted: Standing) -> bool:
    """Whether a seal of this standing can be given the wanted one."""
    return wanted in _NEXT[present]


def why_unusable(
    standing: Standing, valid_from: date, valid_until: date, today: date
) -> Text | None:
    """Why the seal cannot be used on a day, in words; None when it can. Dates are inclusive."""
    if standing is not Standing.IN_FORCE:
        return standing.label
    if today < valid_from:
        return Text.of(
            f"{valid_from.isoformat()}起才生效", f"in force only from {valid_from.isoformat()}"
        )
    if today > valid_until:
        return Text.of(f"{valid_until.isoformat()}已到期", f"expired on {valid_until.isoformat()}")
    return None
