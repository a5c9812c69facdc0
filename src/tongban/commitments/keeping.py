"""What this room does for cases (the port ``Promises``), inside the transaction of the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.cases.api import Promised, PromisingCase
from tongban.commitments.actions.record_credit import record_broken_promise
from tongban.commitments.domain.steps import PromiseState, PromiseStep
from tongban.commitments.models import Promise
from tongban.commitments.published import exclusion_of, terms_of_item
from tongban.commitments.queries.offers import barred_by
from tongban.commitments.recording import move, tell
from tongban.commitments.refusals import PromiseNotOpen
from tongban.commitments.views import TermsView
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id


class PromiseDesk:
    """The port of cases, filled by ``site/wiring.py``."""

    def chosen(self, item_code: str, situation: str | None) -> Promised | None:
        """The promise that this situation of the item is."""
        found = terms_of_item(item_code)
        if found is None or found.situation != situation:
            return None
        return Promised(found.code, found.version, found.barring, promise_text(found))

    def admit(
        self,
        promised: Promised,
        item_code: str,
        subject_id: str,
        facts: Mapping[str, Any],
        now: datetime,
    ) -> None:
        """Refuses PromiseNotOpen: excluded matters, standing records, what registers say."""
        excluded = exclusion_of(item_code)
        if excluded is not None:
            raise PromiseNotOpen(excluded.reason)
        barred = barred_by(subject_id, calendar().local_date(now), promised.element_ids, facts)
        if barred is not None:
            raise PromiseNotOpen(barred)

    def keep(self, promised: Promised, case: PromisingCase, actor: Actor, now: datetime) -> None:
        """The promise with its story, its leaf and its event; decided at once or not yet."""
        row = Promise.objects.create(
            id=new_id("promise"),
            case_id=case.case_id,
            case_number=case.number,
            item_code=case.item_code,
            terms_code=promised.terms_code,
            terms_version=promised.terms_version,
            subject_id=case.subject_id,
            agency_code=case.agency_code,
            region=case.region,
            state=PromiseState.MADE.value,
            made_at=now,
        )
        tell(row, PromiseStep.MADE, actor=actor, now=now, signed=case.signed)
        if case.decided:
            move(row, PromiseStep.DECIDED, actor=actor, now=now)

    def settle(self, case_id: str, revoked: bool, actor: Actor, now: datetime) -> None:
        """Revoked: the promise ends and its credit record begins. Let stand: it counts as kept."""
        rows = Promise.objects.select_for_update().filter(case_id=case_id)
        row = rows.order_by("id").first()
        if row is None:
            return
        move(row, PromiseStep.REVOKED if revoked else PromiseStep.LET_STAND, actor=actor, now=now)
        if revoked:
            record_broken_promise(row, actor=actor, now=now)


def promise_text(told: TermsView) -> dict[str, Any]:
    """The whole 告知承诺书 as it is shown and signed."""
    return {
        "terms": told.code,
        "version": told.version,
        "name": told.name.to_mapping(),
        "told": [[each.text.to_mapping(), str(each.article)] for each in told.told],
        "promised": [each.to_mapping() for each in told.promised],
        "consequences": told.consequences.to_mapping(),
        "check_within": str(told.check_within),
        "correct_within": str(told.correct_within),
    }
