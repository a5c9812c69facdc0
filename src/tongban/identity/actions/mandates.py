"""Grant and revoke mandates 授权委托."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tongban.identity import events, policies, queries
from tongban.identity.domain.mandates import needs_term
from tongban.identity.models import Mandate, Subject
from tongban.identity.refusals import (
    DetailsNotRight,
    MandateExists,
    MandateUnknown,
    NotYours,
    SubjectUnknown,
)
from tongban.identity.views import MandateKind, MandateView, SubjectKind
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record


def grant_mandate(
    *,
    actor: Actor,
    kind: MandateKind,
    principal_id: str,
    agent_id: str,
    scope: tuple[str, ...] = (),
    valid_from: date,
    valid_until: date | None,
    now: datetime,
) -> MandateView:
    """Let ``agent_id`` (a person) act for ``principal_id``; empty ``scope`` means every item.

    Dates are inclusive; a granted one must end some day. Refuses: NotYours, SubjectUnknown,
    DetailsNotRight, MandateExists. Basis: 民法典 163, 165 (a mandate states its matter and term).
    """
    if not policies.may_grant(actor, kind, principal_id):
        raise NotYours
    with transaction.atomic():
        kinds = dict(
            Subject.objects.filter(id__in=(principal_id, agent_id), forgotten_at__isnull=True)
            .order_by("id")
            .values_list("id", "kind")
        )
        if principal_id not in kinds or agent_id not in kinds:
            raise SubjectUnknown
        problems = tuple(_faults(kind, kinds, principal_id, agent_id, valid_from, valid_until))
        if problems:
            raise DetailsNotRight(problems)
        row = Mandate(
            id=new_id("mandate"), kind=kind.value, principal_id=principal_id, agent_id=agent_id,
            scope=list(scope), valid_from=valid_from, valid_until=valid_until, recorded_at=now,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise MandateExists from error
        _tell_granted(actor, row, now)
    return queries.mandate_view(row)


def revoke_mandate(*, actor: Actor, mandate_id: str, now: datetime) -> MandateView:
    """End a mandate at once. Refuses: MandateUnknown (none running under this id), NotYours."""
    with transaction.atomic():
        row = (
            Mandate.objects.select_for_update()
            .filter(id=mandate_id, revoked_at__isnull=True)
            .order_by("id")
            .first()
        )
        if row is None:
            raise MandateUnknown
        kind = MandateKind(row.kind)
        if not policies.may_revoke(actor, kind, row.principal_id, row.agent_id):
            raise NotYours
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        record(
            kind="identity.mandate-revoked", about=row.principal_id, facts={"mandate": row.id},
            actor=actor, now=now,
        )  # fmt: skip
        publish(
            event=events.MANDATE_REVOKED,
            aggregate=row.principal_id,
            payload={"mandate_id": row.id},
            now=now,
        )
    return queries.mandate_view(row)


def _faults(
    kind: MandateKind,
    kinds: dict[str, str],
    principal_id: str,
    agent_id: str,
    valid_from: date,
    valid_until: date | None,
) -> Iterable[Problem]:
    if principal_id == agent_id or kinds[agent_id] != SubjectKind.PERSON.value:
        yield Problem(
            "agent_id",
            "identity.agent_not_fit",
            Text.of("受托人应当是另一个自然人。", "The agent must be another natural person."),
            Text.of("请选择办事的具体人员。", "Choose the person who will act."),
        )
    wants_firm = kind is MandateKind.LEGAL_REPRESENTATIVE
    wants_person = kind in (MandateKind.GUARDIAN, MandateKind.HELPER)
    is_firm = kinds[principal_id] == SubjectKind.FIRM.value
    if (wants_firm and not is_firm) or (wants_person and is_firm):
        yield Problem(
            "principal_id",
            "identity.principal_not_fit",
            Text.of("这种代理关系不适用于该主体。", "This relation does not fit the principal."),
            Text.of("请选择正确的代理关系。", "Choose the right relation."),
        )
    if valid_until is None and needs_term(kind):
        yield Problem(
            "valid_until",
            "identity.term_missing",
            Text.of("委托没有写期限。", "The mandate has no end."),
            Text.of("请写明委托的截止日期。", "Give the last day of the mandate."),
        )
    if valid_until is not None and valid_until < valid_from:
        yield Problem(
            "valid_until",
            "identity.validity_backwards",
            Text.of("截止日期早于开始日期。", "The mandate ends before it begins."),
            Text.of("请核对起止日期。", "Check both dates."),
        )


def _tell_granted(actor: Actor, row: Mandate, now: datetime) -> None:
    facts = {
        "mandate": row.id,
        "mandate_kind": row.kind,
        "principal": row.principal_id,
        "agent": row.agent_id,
        "scope": row.scope,
    }
    record(
        kind="identity.mandate-granted", about=row.principal_id, facts=facts, actor=actor, now=now
    )
    publish(
        event=events.MANDATE_GRANTED,
        aggregate=row.principal_id,
        payload={
            "mandate_id": row.id,
            "principal_id": row.principal_id,
            "agent_id": row.agent_id,
            "kind": row.kind,
        },
        now=now,
    )
