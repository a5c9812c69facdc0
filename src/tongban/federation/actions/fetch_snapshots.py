"""Ask the platforms that are due for their snapshot, several at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from tongban.federation.actions.take_snapshot import take_snapshot
from tongban.federation.adapters.fetching import PlatformAway, fetch_snapshot, hindrance_of
from tongban.federation.domain.pacing import next_fetch
from tongban.federation.models import Platform
from tongban.federation.refusals import SnapshotNotTaken
from tongban.kernel.refusal import Refusal
from tongban_wire.numbered import SnapshotFault

_MOST_AT_ONCE = 16
_spread = random.SystemRandom()


def fetch_snapshots(now: datetime) -> int:
    """Fetch from those whose time has come, at most 16 a call; how many told something new.

    One that is away, or whose snapshot is refused, is asked later and later (``next_fetch``) and
    shows why; the others are not kept waiting by it.
    """
    due = list(
        Platform.objects.filter(left_at__isnull=True, due_at__lte=now).order_by("due_at", "code")[
            :_MOST_AT_ONCE
        ]
    )
    if not due:
        return 0
    with ThreadPoolExecutor(len(due), "federation") as threads:
        answers = list(threads.map(_ask, due))
    return sum(_settle(row, answer, now) for row, answer in zip(due, answers, strict=True))


def _ask(row: Platform) -> str | PlatformAway | None:
    try:
        # Who left and joined again has nothing of it here, whatever was seen.
        return fetch_snapshot(row.url, row.digest if row.taken_at else "")
    except PlatformAway as away:
        return away


def _settle(row: Platform, answer: str | PlatformAway | None, now: datetime) -> bool:
    """Take the answer and set when to ask again; whether it was new."""
    fresh = False
    error: PlatformAway | Refusal | None = answer if isinstance(answer, PlatformAway) else None
    if isinstance(answer, str):
        try:
            fresh = _take(row, answer, now)
        except (Refusal, PlatformAway) as refusal:
            error = refusal
    failures = row.failures + 1 if error else 0
    told: dict[str, object] = {}
    if error is not None or (row.failures and answer is None):
        told["hindrances"] = [hindrance_of(error).kept()] if error is not None else []
    Platform.objects.filter(code=row.code).update(
        failures=failures, due_at=next_fetch(now, failures, _spread.random()), **told
    )
    return fresh


def _take(row: Platform, answer: str, now: datetime) -> bool:
    """Take what came; where a part of it is not here after all, ask for the whole."""
    try:
        return take_snapshot(code=row.code, text=answer, now=now)
    except SnapshotNotTaken as refused:
        if refused.fault != SnapshotFault.INCOMPLETE.value:
            raise
    whole = fetch_snapshot(row.url, "")
    return whole is not None and take_snapshot(code=row.code, text=whole, now=now)
