"""Take a granted decision back 撤销: propose, hear, then drop it or revoke; delete nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.cases import policies
from tongban.cases.checks import need_articles, need_words
from tongban.cases.domain.events import APPLICANT, Event
from tongban.cases.domain.revocation_events import (
    DecisionRevoked,
    RevocationDropped,
    RevocationProposed,
    StatementMade,
)
from tongban.cases.domain.revocation_terms import Revocation, RevocationGround
from tongban.cases.domain.revocations import found_wrong
from tongban.cases.domain.status import Status
from tongban.cases.dossier import Words
from tongban.cases.history import bearing_events
from tongban.cases.models import Case
from tongban.cases.officer import locked, say_after, status_of
from tongban.cases.promising import settle_promise
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound
from tongban.cases.revocation_refusals import HolderNotHeard, NothingToRevoke
from tongban.cases.views.case import CaseView
from tongban.cases.views.state import CaseState
from tongban.cases.writing import Said, append
from tongban.certificates.api import CertificateStatus, certificate, change_status
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

# The approver decides; the register of certificates follows.
_PLATFORM = Actor.system("cases-revocation")
_ENDED = frozenset(
    {CertificateStatus.RESCINDED, CertificateStatus.CANCELLED, CertificateStatus.REVOKED}
)


def propose_revocation(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    ground: RevocationGround,
    reason: str,
    articles: Sequence[ArticleRef],
    now: datetime,
) -> CaseView:
    """Tell the holder that the decision is to be taken back, why, and that they may be heard.

    Open where a review found the rules wrong, or (``FALSE_PROMISE``) where the room of promises
    found a promise untrue. Refuses WordsMissing, NothingToRevoke, NotYourTask, CaseNotFound,
    CaseChanged, StepNotPossible. Source: 行政许可法 7, 69.
    """
    need_words(reason, "reason")
    need_articles(articles)
    with transaction.atomic():
        case = locked(case_id)
        if ground is not RevocationGround.FALSE_PROMISE and not found_wrong(_events(case)):
            raise NothingToRevoke
        event = RevocationProposed(
            at=now, by=case.current_agency, ground=ground.value, articles=_cited(articles)
        )
        _say(event, reason, actor, "propose_revocation", case, expected_version, now)
    return read_case(actor, case_id, now)


def make_statement(
    *, actor: Actor, case_id: str, expected_version: int, statement: str, now: datetime
) -> CaseView:
    """The holder states their case 陈述申辩 within five working days, once.

    Refuses WordsMissing, CaseNotFound, CaseChanged, StepNotPossible (nothing is proposed, said
    before, too late). Source: 行政许可法 7.
    """
    need_words(statement, "statement")
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        if case.version != expected_version:
            raise CaseChanged
        calendar = calendar_of()
        said = [Said(StatementMade(at=now, by=APPLICANT), Words(opinion=statement))]
        status = status_of(case, now, calendar)
        append(case, status, said, actor=actor, post=None, calendar=calendar, now=now)
    return read_case(actor, case_id, now)


def drop_revocation(
    *, actor: Actor, case_id: str, expected_version: int, reason: str, now: datetime
) -> CaseView:
    """Let the decision stand. Refuses WordsMissing, NothingToRevoke, and as ``revoke_decision``."""
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        ground = _proposed(case, now).ground
        event = RevocationDropped(at=now, by=case.current_agency)
        _say(event, reason, actor, "drop_revocation", case, expected_version, now)
        if ground is RevocationGround.FALSE_PROMISE:
            settle_promise(case.id, revoked=False, actor=actor, now=now)
    return read_case(actor, case_id, now)


def revoke_decision(
    *, actor: Actor, case_id: str, expected_version: int, reason: str, now: datetime
) -> CaseView:
    """Revoke the decision and rescind its certificates, on the ground and the law that were told.

    Where the office erred it takes effect today and the loss is made good; what was got by false
    means is rescinded from the day of the decision. Refuses WordsMissing, NothingToRevoke,
    HolderNotHeard, NotYourTask, CaseNotFound, CaseChanged. Source: 行政许可法 69.
    """
    need_words(reason, "reason")
    with transaction.atomic():
        case = locked(case_id)
        proposed = _proposed(case, now)
        if not proposed.heard(now, calendar_of()):
            calendar = calendar_of()
            raise HolderNotHeard(calendar.local_date(proposed.state_by(calendar)))
        event = DecisionRevoked(
            at=now,
            by=case.current_agency,
            ground=proposed.ground.value,
            articles=proposed.articles,
        )
        status = _say(event, reason, actor, "revoke_decision", case, expected_version, now)
        _rescind(status, proposed.ground, reason, now)
        if proposed.ground is RevocationGround.FALSE_PROMISE:
            settle_promise(case.id, revoked=True, actor=actor, now=now)
    return read_case(actor, case_id, now)


def _say(
    event: Event, reason: str, actor: Actor, verb: str, case: Case, version: int, now: datetime
) -> Status:
    words = Words(opinion=reason)
    return say_after(event, words, actor=actor, verb=verb, case=case, version=version, now=now)


def _rescind(status: Status, ground: RevocationGround, reason: str, now: datetime) -> None:
    today = calendar_of().local_date(now)
    law = ArticleRef.parse(status.revocation.articles[0]) if status.revocation else None
    for certificate_id in status.certificate_ids:
        standing = certificate(_PLATFORM, certificate_id)
        if law is None or standing.status in _ENDED:
            continue
        erred = ground is RevocationGround.OFFICE_ERRED
        change_status(
            actor=_PLATFORM,
            certificate_id=certificate_id,
            status=CertificateStatus.RESCINDED,
            article=law,
            now=now,
            reason=reason,
            effective_date=max(today, standing.valid_from) if erred else standing.valid_from,
        )


def _proposed(case: Case, now: datetime) -> Revocation:
    status = status_of(case, now, calendar_of())
    if status.revocation is None or status.state is not CaseState.APPROVED:
        raise NothingToRevoke
    return status.revocation


def _events(case: Case) -> list[Event]:
    return bearing_events(case)


def _cited(articles: Sequence[ArticleRef]) -> tuple[str, ...]:
    return tuple(map(str, articles))
