"""How a seal stands, in words and a mood, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tongban.kernel.text import Text
from tongban.seals.api import SealView, Standing, restore_seal, revoke_seal, suspend_seal

_EXPIRED = Text.of("已到期", "expired")
_MOODS = {Standing.IN_FORCE: "good", Standing.SUSPENDED: "care", Standing.REVOKED: "bad"}
VERBS: dict[str, Callable[..., SealView]] = {
    Standing.SUSPENDED.value: suspend_seal,
    Standing.IN_FORCE.value: restore_seal,
    Standing.REVOKED.value: revoke_seal,
}


def standing_words(known: SealView, today: date) -> tuple[Text, str]:
    """The words and their mood; "good" when it can be used on that day."""
    if known.standing is Standing.IN_FORCE and today > known.valid_until:
        return _EXPIRED, "bad"
    return known.standing.label, _MOODS[known.standing]


def possible_changes(known: SealView) -> tuple[Standing, ...]:
    """Suspend or revoke what is in force, restore or revoke what is suspended."""
    if known.standing is Standing.REVOKED:
        return ()
    other = Standing.IN_FORCE if known.standing is Standing.SUSPENDED else Standing.SUSPENDED
    return (other, Standing.REVOKED)
