"""Commission a service 委托: a client chooses the institution; for an agency the lot does."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.cases.api import PartyRole, case
from tongban.intermediaries.domain.commission import CommissionState, PaidBy
from tongban.intermediaries.domain.lot import drawn, seed_of
from tongban.intermediaries.events import COMMISSION_ASKED
from tongban.intermediaries.models import Commission
from tongban.intermediaries.published import service
from tongban.intermediaries.queries.commissions import commission_view
from tongban.intermediaries.queries.institutions import qualified_ids
from tongban.intermediaries.recording import note
from tongban.intermediaries.refusals import (
    AgencyMayNotName,
    AlreadyCommissioned,
    BriefMissing,
    NotPaidByAgency,
    NotQualified,
    SignInToCommission,
)
from tongban.intermediaries.telling import tell_institution
from tongban.intermediaries.views import CommissionView, ServiceView
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal

MOST_WORDS = 2000


def commission_service(
    *,
    actor: Actor,
    service_code: str,
    institution_id: str,
    case_id: str,
    brief: str,
    token: str,
    now: datetime,
) -> CommissionView:
    """A person or firm asks an institution of its own choice, for a case of its own or before one.

    ``case_id`` is empty, or a case of the client's own; nobody commissions themselves. The same
    ``token`` of the same client is one commission. Refuses SignInToCommission, AgencyMayNotName (an
    officer), ServiceUnknown, NotPaidByAgency, NotQualified, BriefMissing, AlreadyCommissioned,
    CaseNotFound of cases.
    Source: 优化营商环境条例 43.
    """
    if actor.posts:
        raise AgencyMayNotName
    if actor.acts_for is None or actor.kind is ActorKind.ANONYMOUS:
        raise SignInToCommission
    wanted = service(service_code)
    if wanted.paid_by is not PaidBy.CLIENT:
        raise NotPaidByAgency
    said = _brief(brief)
    if case_id:
        case(actor, case_id)  # only one's own, or it does not exist
    standing = _standing(actor.acts_for, token)
    if standing is not None:
        return commission_view(standing, now)
    if institution_id not in qualified_ids(wanted, now) - {actor.acts_for}:
        raise NotQualified
    row = _row(wanted, institution_id, actor.acts_for, case_id, said, token, now)
    return _ask(row, actor, now)


def commission_by_lot(
    *, actor: Actor, service_code: str, case_id: str, brief: str, token: str, now: datetime
) -> CommissionView:
    """The agency that handles a case has an institution drawn by lot, and pays it.

    No institution is named here, and none can be. Refuses AgencyMayNotName (not an officer of the
    agency), ServiceUnknown, NotPaidByAgency, NotQualified (nobody offers it), BriefMissing,
    AlreadyCommissioned, CaseNotFound of cases. Source: 优化营商环境条例 43; 行政许可法 45.
    """
    known = case(actor, case_id)
    if actor.kind is not ActorKind.OFFICER or known.agency_code not in actor.agencies:
        raise AgencyMayNotName
    wanted = service(service_code)
    if wanted.paid_by is not PaidBy.AGENCY or known.item_code not in wanted.item_codes:
        raise NotPaidByAgency
    said = _brief(brief)
    applicant = next(p.subject_id for p in known.parties if p.role is PartyRole.APPLICANT)
    standing = _standing(applicant, token)
    if standing is not None:
        return commission_view(standing, now)
    candidates = sorted(qualified_ids(wanted, now) - {applicant})
    if not candidates:
        raise NotQualified
    row = _row(wanted, "", applicant, case_id, said, token, now)
    row.agency_code, row.seed, row.candidates = (
        known.agency_code, seed_of(case_id, row.id), candidates,
    )  # fmt: skip
    row.institution_id = drawn(row.seed, candidates)
    return _ask(row, actor, now)


def _ask(row: Commission, actor: Actor, now: datetime) -> CommissionView:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            note(row, COMMISSION_ASKED, actor, now)
            tell_institution(row, now)
    except IntegrityError:
        standing = _standing(row.subject_id, row.token)
        if standing is None:
            raise AlreadyCommissioned from None
        return commission_view(standing, now)
    return commission_view(row, now)


def _row(
    wanted: ServiceView,
    institution_id: str,
    subject_id: str,
    case_id: str,
    said: str,
    token: str,
    now: datetime,
) -> Commission:
    return Commission(
        id=new_id("commission"),
        service_code=wanted.code,
        service_version=wanted.version,
        institution_id=institution_id,
        subject_id=subject_id,
        case_id=case_id,
        token=token[:80],
        state=CommissionState.ASKED.value,
        brief=seal(subject_id, said.encode()),
        asked_at=now,
    )


def _standing(subject_id: str, token: str) -> Commission | None:
    rows = Commission.objects.filter(subject_id=subject_id, token=token[:80])
    return rows.order_by("id").first()


def _brief(words: str) -> str:
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise BriefMissing
    return said
