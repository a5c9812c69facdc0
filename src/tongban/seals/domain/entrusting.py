"""Entrusting the use of a firm's seal 用印授权: for what, how long, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.seals.domain.purpose import Purpose, narrower

LONGEST = timedelta(days=366)
MOST_OPEN = 50
_LONGEST_WORDS = 200


class EntrustmentState(Enum):
    """Whether an entrustment still works."""

    OPEN = "seal-entrustment/open"
    EXPIRED = "seal-entrustment/expired"
    ENDED = "seal-entrustment/ended"

    @property
    def label(self) -> Text:
        """The name people read."""
        return _LABELS[self]


_LABELS = {
    EntrustmentState.OPEN: Text.of("使用中", "in force"),
    EntrustmentState.EXPIRED: Text.of("已到期", "expired"),
    EntrustmentState.ENDED: Text.of("已收回", "ended by the firm"),
}


@dataclass(frozen=True, slots=True)
class EntrustmentView:
    """An entrustment as the firm and the person see it; days are inclusive civil days."""

    id: str
    seal_id: str
    seal_name: Text
    person_name: str
    purpose: str
    scope: tuple[Purpose, ...]
    valid_from: date
    valid_until: date
    entrusted_at: datetime
    state: EntrustmentState


def state_on(day: date, valid_until: date, ended_at: datetime | None) -> EntrustmentState:
    """Where it stands on a day."""
    if ended_at is not None:
        return EntrustmentState.ENDED
    return EntrustmentState.EXPIRED if day > valid_until else EntrustmentState.OPEN


def entrusting_faults(
    scope: Sequence[Purpose],
    own: Sequence[Purpose],
    purpose: str,
    until: date,
    today: date,
    last: date,
) -> Iterator[Problem]:
    """Everything wrong with what a firm wants to entrust; ``own`` and ``last`` are the seal's."""
    if not scope or not narrower(scope, own):
        yield Problem(
            "scope",
            "seals.entrusted_scope_not_right",
            Text.of("没有选择授权范围，或者超出了印章的使用范围。", "The scope is empty or wider."),
            Text.of("从印章的使用范围中至少选一项。", "Choose from what the seal may be put on."),
        )
    if not 0 < len(purpose.strip()) <= _LONGEST_WORDS:
        yield Problem(
            "purpose",
            "seals.entrusted_purpose_missing",
            Text.of("没有写明授权用途，或者太长。", "What for is not said, or too long."),
            Text.of("请写明用途，不超过200字。", "Say it in at most 200 characters."),
        )
    latest = min(today + LONGEST, last)
    if not today <= until <= latest:
        yield Problem(
            "valid_until",
            "seals.entrusted_term_not_right",
            Text.of(
                f"截止日期应在今天至{latest.isoformat()}之间（不超过一年，也不超过印章有效期）。",
                f"It ends between today and {latest.isoformat()}: a year at most, and no later"
                " than the seal.",
            ),
            Text.of("请改截止日期。", "Change the last day."),
        )


NOBODY = Problem(
    "number",
    "seals.entrusted_person_not_found",
    Text.of("没有找到姓名和号码一致的人。", "Nobody bears this name and number together."),
    Text.of("请核对姓名和身份证号。", "Check name and resident ID."),
)
