"""Hand materials back at the window 退件: nothing is taken in; a slip says what, why and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.catalogue.api import published_item
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import seal
from tongban.reception.events import HANDED_BACK
from tongban.reception.models import HandBack, Sitting
from tongban.reception.queries import hand_back_view
from tongban.reception.refusals import HandBackNotWhole, SittingOver
from tongban.reception.sittings import end, sitting_of
from tongban.reception.telling import tell_of_hand_back
from tongban.reception.views import HandBackView, SittingState

MOST_OTHER, MOST_REASON = 200, 500


def hand_back(
    *,
    clerk: Actor,
    sitting_id: str,
    materials: Sequence[str],
    other: str,
    reason: str,
    now: datetime,
) -> HandBackView:
    """End the sitting by handing back what the person brought; repeated, the first slip comes back.

    ``materials`` are codes of the item's guide, ``other`` names what it does not (at most 200
    characters), ``reason`` says why in at most 500. It is no refusal: the person may come again,
    and may ask for a decision in writing. They, or the firm they came for, are told by message.
    Refuses SittingNotFound, SittingOver (also on the phone, where nothing was brought),
    HandBackNotWhole with everything that lacks.
    Source: 行政许可法 32 (all that lacks is told at once).
    """
    with transaction.atomic():
        row = sitting_of(clerk, sitting_id, lock=True)
        known = HandBack.objects.filter(sitting=row).order_by("pk").first()
        if known is not None:
            return hand_back_view(known)
        if row.state != SittingState.OPEN.value or row.channel == Channel.PHONE.value:
            raise SittingOver
        _checked(row, materials, other.strip(), reason.strip())
        words = json.dumps([other.strip(), reason.strip()], ensure_ascii=False)
        made = HandBack.objects.create(
            sitting=row,
            materials=sorted(set(materials)),
            words=seal(row.subject_id, words.encode()),
            handed_back_at=now,
        )
        end(row, SittingState.HANDED_BACK, HANDED_BACK, clerk, now)
        slip = hand_back_view(made)
        tell_of_hand_back(row, slip)
    return slip


def _checked(row: Sitting, materials: Sequence[str], other: str, reason: str) -> None:
    problems = []
    unknown = set(materials) - {one.code for one in published_item(row.item_code).materials}
    if unknown or len(other) > MOST_OTHER or not (materials or other):
        problems.append(
            Problem(
                "back",
                "reception.nothing_named",
                Text.of("还没有写明退回哪些材料。", "It is not said what is handed back."),
                Text.of(
                    f"勾选办事指南里的材料，或写出其他材料，不超过{MOST_OTHER}字。",
                    f"Tick materials of the guide, or name others in at most {MOST_OTHER}"
                    " characters.",
                ),
            )
        )
    if not reason or len(reason) > MOST_REASON:
        problems.append(
            Problem(
                "back_reason",
                "reception.no_reason",
                Text.of("还没有写明退回的原因。", "It is not said why."),
                Text.of(
                    f"一次写清缺什么、哪里不对，不超过{MOST_REASON}字。",
                    f"Say at once all that lacks or is wrong, in at most {MOST_REASON} characters.",
                ),
            )
        )
    if problems:
        raise HandBackNotWhole(problems)
