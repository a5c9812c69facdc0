"""What changed since a place in the row of events: for what is told to a hub day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from tongban.cases.models import Case, CaseEvent
from tongban.cases.views.state import CaseState
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many

_MOST = 500


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case as it is now, for a row of GB/T 39046; ``applicant`` is the masked name."""

    number: str
    title: Text
    item_code: str
    item_version: int
    applicant_id: str
    applicant: str
    agency_code: str
    region: str
    channel: Channel
    state: CaseState
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    has_certificate: bool


def changed_cases(
    actor: Actor, *, after: int, before: datetime, size: int = _MOST
) -> tuple[tuple[ChangedCase, ...], int]:
    """Cases with events after place ``after`` and earlier than ``before``, and the place reached.

    At most ``size`` events (500) are looked at, each case once. ``before`` should lie a little
    behind, so that a transaction still open is not passed over. Nothing for anybody but the
    platform itself.
    """
    if actor.kind is not ActorKind.SERVICE:
        return (), after
    events = CaseEvent.objects.filter(id__gt=after).order_by("id").values_list("id", "case", "at")
    seen = list(takewhile(lambda one: one[2] < before, events[: min(size, _MOST)]))
    if not seen:
        return (), after
    ids = sorted({case_id for _, case_id, _ in seen})
    cases = list(Case.objects.filter(id__in=ids).order_by("submitted_at", "id"))
    told: dict[str, dict[str, datetime]] = {each: {} for each in ids}
    marks = CaseEvent.objects.filter(case__in=ids, kind__in=("Accepted", "CertificateIssued"))
    for case_id, kind, at in marks.order_by("id").values_list("case_id", "kind", "at"):
        told[case_id].setdefault(kind, at)
    names = unseal_many([(case.applicant_id, bytes(case.sealed_row)) for case in cases])
    found = (_changed(case, name, told[case.id]) for case, name in zip(cases, names, strict=True))
    return tuple(found), seen[-1][0]


def _changed(case: Case, name: bytes | None, told: dict[str, datetime]) -> ChangedCase:
    return ChangedCase(
        number=case.number,
        title=Text.from_mapping(case.title),
        item_code=case.item_code,
        item_version=case.item_version,
        applicant_id=case.applicant_id,
        applicant=name.decode() if name is not None else "",
        agency_code=case.receiving_agency,
        region=case.region,
        channel=Channel(case.channel),
        state=CaseState(case.state),
        submitted_at=case.submitted_at,
        accepted_at=told.get("Accepted"),
        due_at=case.due_at,
        closed_at=case.closed_at,
        has_certificate="CertificateIssued" in told,
    )
