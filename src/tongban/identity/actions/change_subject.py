"""Add a number, raise the trust level, open the whole record for a reason, forget."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from tongban.identity import events, policies, queries
from tongban.identity.actions.register_subjects import identifier_rows
from tongban.identity.domain.registration import NewSubject, tidy
from tongban.identity.models import Account, Mandate, Subject, SubjectIdentifier
from tongban.identity.reading import NOTES
from tongban.identity.refusals import DetailsNotRight, IdentifierTaken, NotYours, SubjectUnknown
from tongban.identity.sealing import unseal_profile
from tongban.identity.views import Identifier, SubjectKind, SubjectView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.sitting import struck_out
from tongban.ledger.api import forget_subject, record


def locked_subject(subject_id: str) -> Subject:
    """The row, locked until the transaction ends. Refuses: SubjectUnknown (also when forgotten)."""
    row = (
        Subject.objects.select_for_update()
        .filter(id=subject_id, forgotten_at__isnull=True)
        .order_by("id")
        .first()
    )
    if row is None:
        raise SubjectUnknown
    struck_out(NOTES, subject_id)  # who locks a row is about to change it
    return row


def add_identifier(
    *, actor: Actor, subject_id: str, identifier: Identifier, now: datetime
) -> SubjectView:
    """Give a subject one more number (a newborn's first, a new passport).

    A number of the same scheme is replaced. Refuses: NotYours, SubjectUnknown, DetailsNotRight,
    IdentifierTaken.
    """
    if not policies.may_register(actor):
        raise NotYours
    with transaction.atomic():
        row = locked_subject(subject_id)
        profile = unseal_profile(row.id, bytes(row.sealed_profile or b""))
        given = NewSubject(
            SubjectKind(row.kind), profile.name, (identifier,), row.region,
            Assurance(row.assurance), profile.birth_date, profile.sex,
        )  # fmt: skip
        tidied, problems = tidy(given)
        if problems:
            raise DetailsNotRight(problems)
        row.identifiers.filter(scheme=identifier.scheme.value).delete()
        try:
            with transaction.atomic():
                (number,) = identifier_rows([(row.id, tidied.identifiers[0])])
                number.save(force_insert=True)
        except IntegrityError as error:
            raise IdentifierTaken from error
        scheme = identifier.scheme.value
        record(
            kind="identity.identifier-added", about=row.id, facts={"scheme": scheme},
            actor=actor, now=now, sealed={"number": tidied.identifiers[0].value},
            subject_id=row.id,
        )  # fmt: skip
        publish(
            event=events.IDENTIFIER_ADDED,
            aggregate=row.id,
            payload={"subject_id": row.id, "scheme": scheme},
            now=now,
        )
    return queries.subject(Actor.system("identity"), subject_id)


def raise_assurance(
    *, actor: Actor, subject_id: str, level: Assurance, basis: str, now: datetime
) -> SubjectView:
    """Record a stronger identity check; ``basis`` is a code such as ``hall-check``.

    A lower level than the present one changes nothing. Refuses: NotYours, SubjectUnknown.
    """
    if not policies.may_register(actor):
        raise NotYours
    with transaction.atomic():
        row = locked_subject(subject_id)
        if level > row.assurance:
            row.assurance = int(level)
            row.save(update_fields=["assurance"])
            record(
                kind="identity.assurance-raised",
                about=row.id,
                facts={"level": int(level), "basis": basis},
                actor=actor,
                now=now,
            )
            publish(
                event=events.ASSURANCE_RAISED,
                aggregate=row.id,
                payload={"subject_id": row.id, "level": int(level)},
                now=now,
            )
    return queries.subject(Actor.system("identity"), subject_id)


def open_subject(*, actor: Actor, subject_id: str, about: str, now: datetime) -> SubjectView:
    """The whole view for an officer at work on ``about`` (a case id), leaving evidence.

    The caller's room has decided that the officer handles that case. Refuses: NotYours (no post),
    SubjectUnknown. Basis: 个人信息保护法 34 (within the duty), 35 (the person can see who looked).
    """
    if not policies.may_open(actor, subject_id):
        raise NotYours
    with transaction.atomic():
        view = queries.subject(Actor.system("identity"), subject_id)
        record(
            kind="identity.subject-opened",
            about=subject_id,
            facts={"for": about},
            actor=actor,
            now=now,
        )
    return view


def forget(*, actor: Actor, subject_id: str, now: datetime) -> None:
    """Erase a person's values: the key is destroyed, numbers removed, accounts and mandates closed.

    Ids stay, so cases and evidence remain whole without saying who. A second call changes nothing.
    Refuses: NotYours, SubjectUnknown. Basis: 个人信息保护法 47.
    """
    if not policies.may_forget(actor, subject_id):
        raise NotYours
    with transaction.atomic():
        row = Subject.objects.select_for_update().filter(id=subject_id).order_by("id").first()
        if row is None:
            raise SubjectUnknown
        if row.forgotten_at is not None:
            return
        struck_out(NOTES, subject_id)
        row.sealed_profile, row.forgotten_at = None, now
        row.save(update_fields=["sealed_profile", "forgotten_at"])
        SubjectIdentifier.objects.filter(subject=row).delete()
        Account.objects.filter(subject=row, closed_at__isnull=True).update(closed_at=now)
        Mandate.objects.filter(Q(principal=row) | Q(agent=row), revoked_at__isnull=True).update(
            revoked_at=now
        )
        # The policy above has decided; the vault takes orders from services only.
        forget_subject(actor=Actor.system("identity"), subject_id=row.id, now=now)
        record(kind="identity.subject-forgotten", about=row.id, facts={}, actor=actor, now=now)
        publish(
            event=events.SUBJECT_FORGOTTEN,
            aggregate=row.id,
            payload={"subject_id": row.id},
            now=now,
        )
