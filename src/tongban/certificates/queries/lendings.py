"""Lendings: what was given, what was received, and the one that allows a use now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from tongban.certificates import policies
from tongban.certificates.domain.sharing import (
    BorrowerKind,
    LendingView,
    ShareState,
    labels_of,
    term_state,
)
from tongban.certificates.models import Lending
from tongban.certificates.refusals import LendingNotFound
from tongban.certificates.sealing import held_fields, unseal_words
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text

_MOST = 200


def lendings_given(actor: Actor, now: datetime) -> tuple[LendingView, ...]:
    """The newest 200 lendings of whom the actor acts for, ended ones too."""
    if actor.acts_for is None:
        return ()
    rows = _rows().filter(lender_id=actor.acts_for).order_by("-lent_at", "-id")[:_MOST]
    return lending_views(list(rows), local_date(now))


def lendings_received(actor: Actor, now: datetime) -> tuple[LendingView, ...]:
    """The newest 200 lendings to the actor (or whom the actor acts for; officers: their bodies)."""
    rows = _rows().filter(borrower_id__in=borrowers(actor)).order_by("-lent_at", "-id")[:_MOST]
    return lending_views(list(rows), local_date(now))


def lending(actor: Actor, lending_id: str, now: datetime) -> LendingView:
    """One lending, for its lender and its borrower. Refuses LendingNotFound."""
    row = _rows().filter(id=lending_id).order_by("id").first()
    if row is None or not (
        policies.is_holder(actor, row.lender_id) or row.borrower_id in borrowers(actor)
    ):
        raise LendingNotFound
    return lending_view(row, local_date(now))


def lent_certificate_of(actor: Actor, type_code: str, now: datetime) -> tuple[str, str] | None:
    """Certificate and lending id of a valid certificate of this type lent whole to the actor.

    For rooms that satisfy a material by somebody else's certificate: a lending of some fields does
    not do. Shows nothing of its content, and is no use yet: ``use_certificate`` is, and asks again.
    """
    today = local_date(now)
    rows = _rows().filter(
        borrower_id__in=borrowers(actor),
        revoked_at=None,
        valid_from__lte=today,
        valid_until__gte=today,
        certificate__type_code=type_code,
        certificate__status=CertificateStatus.VALID.value,
    )
    for row in rows.order_by("-lent_at", "-id")[:_MOST]:
        last = row.certificate.valid_until
        whole = set(row.fields) >= set(held_fields(row.certificate))
        if whole and (last is None or last >= today):
            return row.certificate_id, row.id
    return None


def borrowed_row(actor: Actor, certificate_id: str, today: date) -> Lending | None:
    """A lending of this certificate to the actor that is in force."""
    rows = _rows().filter(certificate_id=certificate_id, borrower_id__in=borrowers(actor))
    for row in rows.order_by("-lent_at", "-id")[:_MOST]:
        if term_state(row.valid_from, row.valid_until, row.revoked_at, today) is ShareState.OPEN:
            return row
    return None


def borrowers(actor: Actor) -> tuple[str, ...]:
    """Under which ids this actor may use what was lent; an officer, under those of the bodies.

    A parent who acts for a child uses what was lent to either; who acts for a firm uses what was
    lent to the firm, never what was lent to the employee.
    """
    if actor.kind is ActorKind.OFFICER:
        return tuple(sorted(actor.agencies))
    ids = [actor.acts_for]
    if actor.kind is ActorKind.PERSON:
        ids.append(actor.subject_id)
    return tuple(sorted({each for each in ids if each}))


def lending_views(rows: Sequence[Lending], today: date) -> tuple[LendingView, ...]:
    """Rows as both sides see them, with one reading of the keys."""
    opened = unseal_words((row.lender_id, row.sealed) for row in rows)
    return tuple(_view(row, words, today) for row, words in zip(rows, opened, strict=True))


def lending_view(row: Lending, today: date) -> LendingView:
    """One row as both sides see it."""
    return lending_views([row], today)[0]


def _rows() -> QuerySet[Lending]:
    return Lending.objects.select_related("certificate")


def _view(row: Lending, words: Mapping[str, str], today: date) -> LendingView:
    definition = type_version(row.certificate.type_code, row.certificate.type_version)
    labels = labels_of(definition)
    return LendingView(
        id=row.id,
        certificate_id=row.certificate_id,
        type_code=row.certificate.type_code,
        type_name=Text.from_mapping(definition["name"]),
        lender_name=words.get("lender", ""),
        borrower_kind=BorrowerKind(row.borrower_kind),
        borrower_name=words.get("borrower", ""),
        fields=tuple((name, labels[name]) for name in row.fields),
        purpose=words.get("purpose", ""),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        lent_at=row.lent_at,
        state=term_state(row.valid_from, row.valid_until, row.revoked_at, today),
    )
