"""Lend a certificate by authorisation 授权用证, and take it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tongban.agencies.api import AgencyUnknown, agency
from tongban.certificates import events, policies
from tongban.certificates.domain.sharing import (
    MOST_SHARES,
    Borrower,
    BorrowerKind,
    LendingView,
    field_faults,
    labels_of,
    term_faults,
    word_faults,
)
from tongban.certificates.domain.validity import verdict
from tongban.certificates.models import Certificate, Lending, held
from tongban.certificates.queries.lendings import borrowed_row, lending_view
from tongban.certificates.refusals import (
    CertificateNotFound,
    CertificateNotInForce,
    LendingNotFound,
    OnwardLendingRefused,
    SharingDetailsNotRight,
    TooManyShares,
)
from tongban.certificates.sealing import held_fields, seal_words, unseal_personal
from tongban.certificates.telling import tell
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus, VerifyOutcome
from tongban.identity.api import IdentifierScheme, find_subject
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text

_PLATFORM = Actor.system("certificates")
_SCHEMES = {
    BorrowerKind.PERSON: IdentifierScheme.RESIDENT_ID,
    BorrowerKind.FIRM: IdentifierScheme.USCC,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """Who a borrower turned out to be."""

    id: str
    name: str


def lend_certificate(
    *,
    actor: Actor,
    certificate_id: str,
    borrower: Borrower,
    fields: Sequence[str],
    purpose: str,
    valid_until: date,
    now: datetime,
    valid_from: date | None = None,
) -> LendingView:
    """Let a person, firm or agency use some fields of one's certificate for a purpose and a term.

    ``fields`` are field names of the certificate, ``holder`` for the name; days are inclusive. Only
    the holder or a lawful agent lends; what was borrowed cannot be lent on. Refuses
    CertificateNotFound, CertificateNotInForce, OnwardLendingRefused, TooManyShares,
    SharingDetailsNotRight with every fault. Source: 民法典 161-169 (agency), 个人信息保护法 23.
    """
    today = calendar().local_date(now)
    with transaction.atomic():
        row = own_row(actor, certificate_id, now)
        definition = type_version(row.type_code, row.type_version)
        known = labels_of(definition)
        start = valid_from or today
        faults = [
            *field_faults(fields, held_fields(row)),
            *word_faults("purpose", purpose),
            *term_faults(start, valid_until, today, row.valid_until),
        ]
        found = _borrower(borrower, row.holder_id, faults)
        if faults or found is None:
            raise SharingDetailsNotRight(faults)
        if Lending.objects.filter(certificate=row, revoked_at=None).count() >= MOST_SHARES:
            raise TooManyShares(MOST_SHARES)
        lending = Lending(
            id=new_id("lend"),
            certificate=row,
            lender_id=row.holder_id,
            borrower_kind=borrower.kind.value,
            borrower_id=found.id,
            fields=[name for name in known if name in fields],
            valid_from=start,
            valid_until=valid_until,
            lent_at=now,
            sealed=seal_words(
                row.holder_id,
                {
                    "purpose": purpose.strip(),
                    "borrower": found.name,
                    "lender": unseal_personal([row])[0].holder_name,
                },
            ),
        )
        lending.save(force_insert=True)
        _tell(actor, lending, "certificates.lent", events.CERTIFICATE_LENT, now)
    return lending_view(lending, today)


def revoke_lending(*, actor: Actor, lending_id: str, now: datetime) -> LendingView:
    """End a lending at once: every use asks this row. Ending it twice changes nothing.

    Refuses LendingNotFound, also when the actor is not its lender or the lender's agent.
    """
    with transaction.atomic():
        lending = held(Lending, id=lending_id)
        if lending is None or not policies.is_holder(actor, lending.lender_id):
            raise LendingNotFound
        if lending.revoked_at is None:
            lending.revoked_at = now
            lending.save(update_fields=["revoked_at"])
            _tell(actor, lending, "certificates.lending-revoked", events.LENDING_REVOKED, now)
    return lending_view(lending, calendar().local_date(now))


def own_row(actor: Actor, certificate_id: str, now: datetime) -> Certificate:
    """One's own certificate that is in force, locked: only such a one is shared.

    Refuses CertificateNotFound, CertificateNotInForce, OnwardLendingRefused.
    """
    row = Certificate.objects.select_for_update().filter(id=certificate_id).order_by("id").first()
    if row is None or not policies.is_holder(actor, row.holder_id):
        if row is not None and borrowed_row(actor, row.id, calendar().local_date(now)):
            raise OnwardLendingRefused
        raise CertificateNotFound
    need_in_force(row, calendar().local_date(now))
    return row


def need_in_force(row: Certificate, today: date) -> None:
    """What is suspended, ended or expired is used by nobody. Refuses CertificateNotInForce."""
    outcome, why = verdict(CertificateStatus(row.status), row.valid_until, today)
    if outcome is not VerifyOutcome.VALID:
        raise CertificateNotInForce(why)


def _borrower(borrower: Borrower, holder_id: str, faults: list[Problem]) -> _Found | None:
    found = _agency(borrower) if borrower.kind is BorrowerKind.AGENCY else _subject(borrower)
    if found is None or found.id == holder_id:
        faults.extend(_nobody(found is not None))
        return None
    return found


def _agency(borrower: Borrower) -> _Found | None:
    try:
        known = agency(borrower.number.strip().upper())
    except AgencyUnknown:
        return None
    return _Found(known.code, known.name.zh)


def _subject(borrower: Borrower) -> _Found | None:
    """A person only when name and number fit each other: nobody learns a name from a number."""
    known = find_subject(_PLATFORM, _SCHEMES[borrower.kind], borrower.number)
    if known is None or known.forgotten:
        return None
    if borrower.kind is BorrowerKind.PERSON and known.name != borrower.name.strip():
        return None
    return _Found(known.id, known.name)


def _nobody(oneself: bool) -> Iterator[Problem]:
    if oneself:
        message = Text.of("不需要授权给自己。", "You need not lend it to yourself.")
    else:
        message = Text.of(
            "没有找到姓名（名称）和号码一致的对方。",
            "Nobody bears this name and number together.",
        )
    yield Problem(
        "number",
        "certificates.borrower_not_found",
        message,
        Text.of("请核对姓名和号码。", "Check name and number."),
    )


def _tell(actor: Actor, lending: Lending, kind: str, event: str, now: datetime) -> None:
    facts = {
        "certificate": lending.certificate_id,
        "lending": lending.id,
        "lender": lending.lender_id,
        "borrower": lending.borrower_id,
        "borrower_kind": lending.borrower_kind,
    }
    more = {
        "fields": lending.fields,
        "from": lending.valid_from.isoformat(),
        "until": lending.valid_until.isoformat(),
    }
    tell(
        kind=kind,
        event=event,
        about=lending.certificate_id,
        facts=facts,
        actor=actor,
        now=now,
        holder_id=lending.lender_id,
        evidence=more,
    )
