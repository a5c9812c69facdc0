"""Reading commissions: one's own from either side, a case's, the result itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from tongban.cases.api import case
from tongban.files.api import BlobView, blob, read_blob
from tongban.intermediaries.domain.commission import CommissionState, Times
from tongban.intermediaries.models import Commission, Offer
from tongban.intermediaries.policies import may_read
from tongban.intermediaries.published import service_version
from tongban.intermediaries.refusals import CommissionNotFound, StepNotOpen
from tongban.intermediaries.views import CommissionView
from tongban.kernel.actor import Actor
from tongban.ledger.api import unseal_many

_MOST = 100


def commission(actor: Actor, commission_id: str, now: datetime) -> CommissionView:
    """One commission: for its client, its institution and officers of its case or payer.

    Refuses CommissionNotFound to everybody else.
    """
    return commission_view(_readable(actor, commission_id), now)


def my_commissions(actor: Actor, now: datetime) -> tuple[CommissionView, ...]:
    """What the one the actor acts for asked of others or was asked for, the newest 100."""
    if actor.acts_for is None or actor.posts:
        return ()
    mine = Q(subject_id=actor.acts_for) | Q(institution_id=actor.acts_for)
    return _views(Commission.objects.filter(mine).order_by("-asked_at", "id")[:_MOST], now)


def commissions_of_case(actor: Actor, case_id: str, now: datetime) -> tuple[CommissionView, ...]:
    """The commissions for one case, newest first. Whoever may see the case may.

    Refuses CaseNotFound of cases.
    """
    case(actor, case_id)
    rows = Commission.objects.filter(case_id=case_id).order_by("-asked_at", "id")
    return _views(rows[:_MOST], now)


def commission_result(actor: Actor, commission_id: str, now: datetime) -> tuple[BlobView, bytes]:
    """The delivered file, compared with its hash.

    Refuses CommissionNotFound, StepNotOpen (nothing delivered yet), FileDamaged of files.
    """
    row = _readable(actor, commission_id)
    if not commission_view(row, now).blob_id:
        raise StepNotOpen
    kept = blob(actor, row.blob_id, granted=True)
    return kept, read_blob(actor, row.blob_id, granted=True)


def commission_view(row: Commission, now: datetime) -> CommissionView:
    """A row as its readers see it."""
    return _views([row], now)[0]


def _readable(actor: Actor, commission_id: str) -> Commission:
    row = Commission.objects.filter(id=commission_id).order_by("id").first()
    if row is None or not may_read(actor, row):
        raise CommissionNotFound
    return row


def _views(rows: Iterable[Commission], now: datetime) -> tuple[CommissionView, ...]:
    known = list(rows)
    briefs = unseal_many([(row.subject_id, bytes(row.brief)) for row in known])
    offers = Offer.objects.filter(institution_id__in={row.institution_id for row in known})
    names = dict(offers.order_by("id").values_list("institution_id", "name"))
    return tuple(
        _view(row, brief, names.get(row.institution_id, ""), now)
        for row, brief in zip(known, briefs, strict=True)
    )


def _view(row: Commission, brief: bytes | None, name: str, now: datetime) -> CommissionView:
    wanted = service_version(row.service_code, row.service_version)
    times = Times(row.accepted_at, row.due_at, row.delivered_at)
    return CommissionView(
        id=row.id,
        service_code=row.service_code,
        service_name=wanted.name,
        institution_id=row.institution_id,
        institution_name=name,
        agency_code=row.agency_code,
        case_id=row.case_id,
        state=CommissionState(row.state),
        brief=None if brief is None else brief.decode(),
        asked_at=row.asked_at,
        times=times,
        late=times.late(now),
        days_used=row.days_used,
        blob_id=row.blob_id,
        sha256=row.sha256,
        stars=row.stars,
        procedure=wanted.procedure,
        limit=wanted.limit,
        seed=row.seed,
        candidates=tuple(row.candidates),
    )
