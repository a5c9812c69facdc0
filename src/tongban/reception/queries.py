"""Reading: a clerk's own sittings."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from tongban.cases.api import CaseView, case
from tongban.catalogue.api import published_item
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many
from tongban.reception.models import HandBack, RatingAsk, Sitting
from tongban.reception.sittings import (
    ask_view,
    attended,
    open_sitting_of,
    sitting_of,
    view_of,
)
from tongban.reception.views import AskView, HandBackView, SittingState, SittingView

_SHOWN = 20
_ANSWERED_WITHIN = timedelta(minutes=10)


def sitting(clerk: Actor, sitting_id: str) -> SittingView:
    """One of the clerk's own. Refuses SittingNotFound, also for colleagues'."""
    return view_of(sitting_of(clerk, sitting_id))


def attended_actor(clerk: Actor, sitting_id: str) -> Actor:
    """The person served, acting before this clerk; hand it to ``prefill``, ``draft``, uploads.

    What sources say is filled for the person and each look is in their own ledger; the account that
    did it is the clerk's. Refuses SittingNotFound, SittingOver.
    """
    return attended(open_sitting_of(clerk, sitting_id))


def receipt(clerk: Actor, sitting_id: str) -> CaseView | None:
    """The case that was handed in, as the person's own receipt shows it; None while none was.

    With its query code, to be printed for them; the clerk need not be of the agency that decides.
    Refuses SittingNotFound.
    """
    row = sitting_of(clerk, sitting_id)
    return case(attended(row), row.case_id) if row.case_id else None


def hand_back_slip(clerk: Actor, sitting_id: str) -> HandBackView | None:
    """The slip of what was handed back 退件单, to be printed; None when nothing was.

    Refuses SittingNotFound.
    """
    rows = HandBack.objects.filter(sitting=sitting_of(clerk, sitting_id)).order_by("pk")
    row = rows.select_related("sitting").first()
    return hand_back_view(row) if row else None


def hand_back_view(row: HandBack) -> HandBackView:
    """A slip as its clerk prints it."""
    names = {one.code: one.name for one in published_item(row.sitting.item_code).materials}
    (said,) = unseal_many([(row.sitting.subject_id, bytes(row.words))])
    other, reason = json.loads(said) if said is not None else ("", "")
    return HandBackView(
        number=f"TJ{local_date(row.handed_back_at):%Y%m%d}{row.pk:06d}",
        materials=tuple(names.get(code, Text.of(code)) for code in row.materials),
        other=other,
        reason=reason,
        handed_back_at=row.handed_back_at,
    )


def asked_at(window: str, now: datetime) -> AskView | None:
    """What the tablet of ``window`` asks now; None once answered, replaced or ten minutes old."""
    rows = RatingAsk.objects.select_related("sitting").filter(
        window=window, closed_at__isnull=True, asked_at__gt=now - _ANSWERED_WITHIN
    )
    row = rows.order_by("id").first()
    return ask_view(row) if row else None


def open_sittings(clerk: Actor) -> tuple[SittingView, ...]:
    """The clerk's sittings that have not ended, the newest first; at most 20."""
    if clerk.kind is not ActorKind.OFFICER or clerk.account_id is None:
        return ()
    rows = Sitting.objects.filter(account_id=clerk.account_id, state=SittingState.OPEN.value)
    return tuple(map(view_of, rows.order_by("-opened_at", "id")[:_SHOWN]))
