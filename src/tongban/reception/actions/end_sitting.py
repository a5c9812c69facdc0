"""End a sitting without handing in: kept as the person's draft, or broken off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tongban.catalogue.api import published_item
from tongban.forms.api import Answer, save_draft
from tongban.kernel.actor import Actor
from tongban.reception.events import BROKEN_OFF, LEFT_AS_DRAFT
from tongban.reception.sittings import attended, end, open_sitting_of, view_of
from tongban.reception.views import SittingState, SittingView


def leave_as_draft(
    *,
    clerk: Actor,
    sitting_id: str,
    answers: Mapping[str, Answer],
    situation: str | None,
    now: datetime,
) -> SittingView:
    """Keep what was typed as the person's own draft: they go on when they sign in, or at a window.

    Refuses SittingNotFound, SittingOver, and what ``save_draft`` refuses.
    """
    with transaction.atomic():
        row = open_sitting_of(clerk, sitting_id, lock=True)
        item = published_item(row.item_code)
        if item.form_code:
            save_draft(
                actor=attended(row),
                item_code=item.code,
                form_code=item.form_code,
                answers=answers,
                situation=situation,
                now=now,
            )
        end(row, SittingState.LEFT_AS_DRAFT, LEFT_AS_DRAFT, clerk, now)
    return view_of(row)


def break_off(*, clerk: Actor, sitting_id: str, now: datetime) -> SittingView:
    """End it with nothing kept. Refuses SittingNotFound, SittingOver."""
    with transaction.atomic():
        row = open_sitting_of(clerk, sitting_id, lock=True)
        end(row, SittingState.BROKEN_OFF, BROKEN_OFF, clerk, now)
    return view_of(row)
