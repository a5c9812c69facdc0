"""The revocation of a case as its readers see it."""

from __future__ import annotations

from datetime import datetime

from tongban.cases.domain.status import Status
from tongban.cases.views.proceedings import RevocationView
from tongban.cases.views.state import CaseState
from tongban.jurisdiction.api import calendar

_VERBS = ("propose_revocation", "make_statement", "drop_revocation", "revoke_decision")


def revocation_view(status: Status, now: datetime) -> RevocationView | None:
    """How far the revocation has come; None when none is proposed."""
    told = status.revocation
    if told is None:
        return None
    days = calendar()
    return RevocationView(
        ground=told.ground.value,
        label=told.ground.label,
        reliance=told.ground.reliance,
        proposed_at=told.proposed_at,
        state_by=told.state_by(days),
        stated_at=told.stated_at,
        heard=told.heard(now, days),
        revoked_at=told.revoked_at,
    )


def revocation_verbs(status: Status, wrong: bool, now: datetime) -> dict[str, bool]:
    """Which verbs of officers and holders make sense where it stands."""
    told = status.revocation
    if status.state is not CaseState.APPROVED:
        return dict.fromkeys(_VERBS, False)
    running = told is not None
    heard = told is not None and told.heard(now, calendar())
    return {
        "propose_revocation": told is None and wrong,
        "make_statement": running and not heard,
        "drop_revocation": running,
        "revoke_decision": running and heard,
    }
