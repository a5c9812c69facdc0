"""Use a certificate: as a material of a case, under a lending, or opened by an officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.agencies.api import agency
from tongban.certificates import policies
from tongban.certificates.actions.change_status import locked
from tongban.certificates.actions.lend_certificate import need_in_force
from tongban.certificates.domain.sharing import ShareState, UseWay, term_state
from tongban.certificates.models import Certificate, Lending, held
from tongban.certificates.queries.holding import manageable_row
from tongban.certificates.queries.lendings import borrowers, lending_view
from tongban.certificates.queries.presenting import view_of
from tongban.certificates.refusals import (
    CertificateNotFound,
    LendingNotFound,
    LendingNotInForce,
    UseNeedsReason,
)
from tongban.certificates.sealing import Personal, held_fields, unseal_personal
from tongban.certificates.uses import User, write_use
from tongban.certificates.views import CertificateView
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef


def use_certificate(
    *,
    actor: Actor,
    certificate_id: str,
    agency_code: str,
    case_id: str,
    article: ArticleRef,
    purpose: str,
    now: datetime,
    lending_id: str | None = None,
) -> str:
    """A certificate stands in for a material of a case; the id of the use.

    ``agency_code`` is the body that handles the case: it is the user. Someone else's certificate
    needs the lending under which ``actor`` may use it, asked at this moment in this database.
    Joins the caller's transaction. Refuses CertificateNotFound, CertificateNotInForce,
    LendingNotFound, LendingNotInForce. Source: 716 Art 10-11.
    """
    today = local_date(now)
    with transaction.atomic():
        row = locked(certificate_id)
        need_in_force(row, today)
        fields = held_fields(row)
        if lending_id is not None:
            lending = _lending(actor, lending_id, now)
            if lending.certificate_id != row.id:
                raise LendingNotFound
            fields = tuple(lending.fields)
        elif not policies.may_hand_in(actor, row.holder_id):
            raise CertificateNotFound
        user = User("agency", agency_code, agency(agency_code).name.zh, agency_code)
        return write_use(
            actor=actor,
            row=row,
            way=UseWay.CASE,
            user=user,
            fields=fields,
            purpose=purpose,
            now=now,
            case_id=case_id,
            article=str(article),
            share_id=lending_id or "",
        )


def read_lent(*, actor: Actor, lending_id: str, now: datetime) -> CertificateView:
    """What a lending lets the borrower see: its fields only. Each look is a use and is told.

    Names outside the lending come empty. Refuses LendingNotFound, LendingNotInForce,
    CertificateNotInForce.
    """
    with transaction.atomic():
        lending = _lending(actor, lending_id, now)
        row = lending.certificate
        need_in_force(row, local_date(now))
        words = lending_view(lending, local_date(now))
        write_use(
            actor=actor,
            row=row,
            way=UseWay.LENT,
            user=_borrower_user(lending, words.borrower_name),
            fields=lending.fields,
            purpose=words.purpose,
            now=now,
            share_id=lending.id,
        )
        return _only(row, tuple(lending.fields))


def open_certificate(
    *, actor: Actor, certificate_id: str, case_id: str | None, purpose: str, now: datetime
) -> CertificateView:
    """An officer of the issuing body reads the whole certificate, for a stated reason.

    Refuses CertificateNotFound, UseNeedsReason. Source: 个人信息保护法 34, 35.
    """
    row = manageable_row(actor, certificate_id)
    if actor.kind is not ActorKind.OFFICER:
        raise CertificateNotFound
    if not purpose.strip():
        raise UseNeedsReason
    with transaction.atomic():
        code = row.issuer_code
        write_use(
            actor=actor,
            row=row,
            way=UseWay.OPENED,
            user=User("agency", code, agency(code).name.zh, code),
            fields=held_fields(row),
            purpose=purpose.strip(),
            now=now,
            case_id=case_id,
        )
        return view_of(row, unseal_personal([row])[0])


def _lending(actor: Actor, lending_id: str, now: datetime) -> Lending:
    """The lending, held against revocation until the use is written. Refuses as its callers say."""
    lending = held(Lending, id=lending_id)
    if lending is None or lending.borrower_id not in borrowers(actor):
        raise LendingNotFound
    state = term_state(lending.valid_from, lending.valid_until, lending.revoked_at, local_date(now))
    if state is not ShareState.OPEN:
        raise LendingNotInForce(state.label)
    return lending


def _borrower_user(lending: Lending, name: str) -> User:
    is_agency = lending.borrower_kind == "agency"
    code = lending.borrower_id if is_agency else ""
    return User(lending.borrower_kind, lending.borrower_id, name, code)


def _only(row: Certificate, fields: tuple[str, ...]) -> CertificateView:
    personal = unseal_personal([row])[0]
    shown = Personal(
        personal.holder_name if "holder" in fields else "",
        tuple(field for field in personal.fields if field.name in fields),
    )
    # The code and the case are the holder's: nothing beyond the lending leaves with it.
    return replace(view_of(row, shown), verify_token="", case_id=None)
