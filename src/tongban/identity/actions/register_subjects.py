"""Register persons and firms: one by one, or many in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tongban.identity import events, policies, queries
from tongban.identity.domain.registration import NewSubject, tidy
from tongban.identity.models import Subject, SubjectIdentifier
from tongban.identity.refusals import DetailsNotRight, IdentifierTaken, NotYours
from tongban.identity.sealing import Profile, profile_bytes
from tongban.identity.views import Identifier, Sex, SubjectKind, SubjectView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor, Assurance
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.ledger.api import blind_index, record, seal_many


def register_person(
    *,
    actor: Actor,
    name: str,
    identifiers: tuple[Identifier, ...],
    birth_date: date | None,
    sex: Sex | None,
    region: str,
    assurance: Assurance,
    now: datetime,
) -> SubjectView:
    """Put a natural person 自然人 on record; a newborn may have no identifier yet.

    ``region`` is a division code. Refuses: NotYours (actor is no registrar), DetailsNotRight (all
    faults of name, numbers and dates), IdentifierTaken. Numbers: GB 11643 and the permits' layouts.
    """
    new = NewSubject(SubjectKind.PERSON, name, identifiers, region, assurance, birth_date, sex)
    (subject_id,) = register_subjects(actor=actor, new=(new,), now=now)
    return queries.subject(Actor.system("identity"), subject_id)


def register_firm(
    *,
    actor: Actor,
    name: str,
    identifiers: tuple[Identifier, ...],
    region: str,
    assurance: Assurance,
    now: datetime,
) -> SubjectView:
    """Put a legal person 法人 on record under its USCC (GB 32100).

    Refuses: NotYours, DetailsNotRight, IdentifierTaken.
    """
    new = NewSubject(SubjectKind.FIRM, name, identifiers, region, assurance)
    (subject_id,) = register_subjects(actor=actor, new=(new,), now=now)
    return queries.subject(Actor.system("identity"), subject_id)


def register_subjects(*, actor: Actor, new: Sequence[NewSubject], now: datetime) -> tuple[str, ...]:
    """Register many at once; returns their ids in order. All or none.

    A subject given with an ``id`` that is already on record is left as it is. One evidence leaf and
    one event name all new ids. Refuses as ``register_person``; problems are located by position.
    """
    if not policies.may_register(actor):
        raise NotYours
    tidied = _tidy_all(new)
    with transaction.atomic():
        known = set(
            Subject.objects.filter(id__in=[n.id for n in tidied if n.id])
            .order_by("id")
            .values_list("id", flat=True)
        )
        fresh = [(n.id or new_id("subj"), n) for n in tidied if n.id not in known]
        if fresh:
            _insert(fresh, now)
            _tell(actor, fresh, now)
    ids = iter(subject_id for subject_id, _ in fresh)
    return tuple(n.id if n.id in known else next(ids) for n in tidied)


def _tidy_all(new: Sequence[NewSubject]) -> list[NewSubject]:
    tidied: list[NewSubject] = []
    problems: list[Problem] = []
    for position, raw in enumerate(new):
        subject, faults = tidy(raw)
        tidied.append(subject)
        prefix = f"{position}." if len(new) > 1 else ""
        problems.extend(Problem(prefix + f.where, f.code, f.message, f.mend) for f in faults)
    if problems:
        raise DetailsNotRight(tuple(problems))
    return tidied


def _insert(fresh: Sequence[tuple[str, NewSubject]], now: datetime) -> None:
    profiles = seal_many(
        (subject_id, profile_bytes(Profile(new.name, new.birth_date, new.sex)))
        for subject_id, new in fresh
    )
    numbers = identifier_rows([(sid, entry) for sid, new in fresh for entry in new.identifiers])
    try:
        with transaction.atomic():
            Subject.objects.bulk_create(
                (
                    _subject_row(subject_id, new, sealed, now)
                    for (subject_id, new), sealed in zip(fresh, profiles, strict=True)
                ),
                batch_size=1000,
            )
            SubjectIdentifier.objects.bulk_create(numbers, batch_size=1000)
    except IntegrityError as error:
        raise IdentifierTaken from error


def _subject_row(subject_id: str, new: NewSubject, sealed: bytes, now: datetime) -> Subject:
    return Subject(
        id=subject_id,
        kind=new.kind.value,
        sealed_profile=sealed,
        region=new.region,
        assurance=int(new.assurance),
        registered_at=now,
    )


def identifier_rows(entries: Sequence[tuple[str, Identifier]]) -> list[SubjectIdentifier]:
    """Numbers of subjects as rows: sealed, and findable by keyed hash."""
    sealed = seal_many((subject_id, entry.value.encode()) for subject_id, entry in entries)
    return [
        SubjectIdentifier(
            subject_id=subject_id,
            scheme=entry.scheme.value,
            value_index=blind_index(entry.scheme.value, entry.value),
            sealed_value=value,
            valid_from=entry.valid_from,
            valid_until=entry.valid_until,
        )
        for (subject_id, entry), value in zip(entries, sealed, strict=True)
    ]


def _tell(actor: Actor, fresh: Sequence[tuple[str, NewSubject]], now: datetime) -> None:
    ids = [subject_id for subject_id, _ in fresh]
    single = len(fresh) == 1
    about = ids[0] if single else new_id("batch")
    record(
        kind="identity.subject-registered",
        about=about,
        facts={
            "subjects": ids,
            "schemes": sorted({e.scheme.value for _, n in fresh for e in n.identifiers}),
        },
        actor=actor,
        now=now,
        sealed={"name": fresh[0][1].name} if single else None,
        subject_id=ids[0] if single else None,
    )
    publish(
        event=events.SUBJECT_REGISTERED,
        aggregate=about,
        payload={"subject_ids": ids},
        now=now,
    )
