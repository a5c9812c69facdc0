"""When a grant 共享授权 holds."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from tongban.kernel.text import Text


class GrantState(Enum):
    """Whether nodes may serve under a grant now."""

    AHEAD = "ahead"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    GrantState.AHEAD: Text.of("尚未生效", "Not yet in force"),
    GrantState.IN_FORCE: Text.of("有效", "In force"),
    GrantState.EXPIRED: Text.of("已到期", "Expired"),
    GrantState.REVOKED: Text.of("已撤销", "Revoked"),
}


def grant_state(
    valid_from: datetime, valid_until: datetime, revoked_at: datetime | None, now: datetime
) -> GrantState:
    """The state at ``now``: from ``valid_from`` until before ``valid_until``, unless revoked."""
    if revoked_at is not None and revoked_at <= now:
        return GrantState.REVOKED
    if now < valid_from:
        return GrantState.AHEAD
    return GrantState.IN_FORCE if now < valid_until else GrantState.EXPIRED
