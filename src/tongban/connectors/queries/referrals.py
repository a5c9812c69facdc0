"""A case and the system it is with: for its officers in full, for the applicant in our words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tongban.cases.api import CaseStep
from tongban.connectors.domain.definition import Certificate, Connector, Move
from tongban.connectors.models import ConnectorLine, Referral, ReferralMessage, ReferralStep
from tongban.connectors.policies import handling_post, is_party, may_see
from tongban.connectors.published import connector_of_item, connector_version, connectors
from tongban.connectors.refusals import ReferralNotFound
from tongban.connectors.views import ForeignStep, ReferralView, StuckRow, SyncState
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.text import Text

_MOST_STUCK = 100
_TAKEN = {
    "": Text.of("等待记入", "Waiting to enter the case"),
    "done": Text.of("已记入办件", "Entered in the case"),
    "already": Text.of("办件已是这一状态", "The case was so already"),
    "set-aside": Text.of("核实后未采用", "Cleared up, not used"),
}
_UNEXPLAINED = Text.of("对接配置里没有的状态", "A state the connector does not explain")
_SENT = Text.of("转送部门系统", "Sent on to the department's system")


def referral_of_case(actor: Actor, case_id: str) -> ReferralView:
    """The sync state of one case. Refuses ReferralNotFound: there is none, or not yours."""
    row = Referral.objects.filter(case_id=case_id).order_by("id").first()
    if row is None or not may_see(actor, row):
        raise ReferralNotFound
    return _view(row)


def is_connected(item_code: str) -> bool:
    """Whether cases of the item go to another system; asks what stands published only."""
    return connector_of_item(item_code) is not None


def connected_agency(agency_codes: Collection[str]) -> bool:
    """Whether one of the agencies has a system that is connected."""
    return any(each.agency_code in agency_codes for each in connectors())


def stuck_referrals(actor: Actor) -> tuple[StuckRow, ...]:
    """What waits for a person of the actor's posts, the longest waiting first; at most 100."""
    agencies = {post.agency_code for post in actor.posts}
    if actor.kind is not ActorKind.OFFICER or not agencies:
        return ()
    rows = Referral.objects.filter(agency_code__in=agencies).exclude(problem_code="")
    return tuple(
        StuckRow(
            case_id=row.case_id,
            case_number=row.case_number,
            connector=_connector(row).name,
            number=row.number,
            problem=Text.from_mapping((row.problem or {})["said"]),
            since=row.problem_at or row.begun_at,
            conflict=row.conflict,
        )
        for row in rows.order_by("problem_at", "id")[:_MOST_STUCK]
        if handling_post(actor, row) is not None
    )


def foreign_steps(actor: Actor, case_id: str) -> tuple[CaseStep, ...]:
    """What the timeline adds: that it was received there, and steps that moved nothing of ours.

    For parties and officers who handle it; empty for everybody else and for other cases.
    """
    row = Referral.objects.filter(case_id=case_id).order_by("id").first()
    if row is None or not (is_party(actor, row) or may_see(actor, row)):
        return ()
    connector = _connector(row)
    found = []
    if row.received_at is not None:
        detail = Text.of(
            f"{connector.name.zh}已收到，编号{row.number}。",
            f"Received by {connector.name.en} as number {row.number}.",
        )
        found.append(CaseStep(row.received_at, "Referred", _SENT, detail, connector.name))
    for step in ReferralStep.objects.filter(referral=row, outcome="done").order_by("seq"):
        rule = connector.state(step.state)
        if rule is not None and rule.move is Move.NOTE:
            found.append(
                CaseStep(step.applied_at or step.at, "ForeignStep", rule.says, _EMPTY,
                         connector.name)
            )  # fmt: skip
    return tuple(found)


_EMPTY = Text(())


def _view(row: Referral) -> ReferralView:
    connector = _connector(row)
    waiting = list(
        ReferralMessage.objects.filter(referral=row, done_at__isnull=True).order_by("seq")
    )
    health = ConnectorLine.objects.filter(code=row.connector_code).order_by("code").first()
    silent = health is not None and health.failures > 0
    first = waiting[0] if waiting else None
    return ReferralView(
        case_id=row.case_id,
        case_number=row.case_number,
        connector=connector.name,
        state=_state(row, waiting=bool(first and (first.attempts or silent)), silent=silent),
        number=row.number,
        begun_at=row.begun_at,
        received_at=row.received_at,
        heard_at=row.heard_at,
        waiting_since=first.queued_at if first else None,
        next_try_at=_next_try(first, health) if first or silent else None,
        attempts=first.attempts if first else 0,
        fault=Text.from_mapping(health.fault) if silent and health and health.fault else None,
        problem=Text.from_mapping(row.problem["said"]) if row.problem else None,
        mend=Text.from_mapping(row.problem["mend"]) if row.problem else None,
        problem_at=row.problem_at,
        steps=_steps(row, connector),
        fields_sent=row.fields_sent,
        fields_typed=row.fields_typed,
        certificate_number=row.certificate_number,
        certificate_ours=connector.certificate is Certificate.OURS,
    )


def _next_try(first: ReferralMessage | None, health: ConnectorLine | None) -> datetime | None:
    moments = [first.next_try_at if first else None, health.next_try_at if health else None]
    return max((each for each in moments if each is not None), default=None)


def _state(row: Referral, *, waiting: bool, silent: bool) -> SyncState:
    if row.conflict:
        return SyncState.CONFLICT
    if row.problem_code:
        return SyncState.STUCK
    if row.ended:
        return SyncState.ENDED
    if waiting or silent:
        return SyncState.WAITING
    return SyncState.THERE if row.number else SyncState.QUEUED


def _steps(row: Referral, connector: Connector) -> tuple[ForeignStep, ...]:
    kept = ReferralStep.objects.filter(referral=row).order_by("seq")
    found = []
    for step in kept:
        rule = connector.state(step.state)
        says = rule.says if rule else _UNEXPLAINED
        found.append(ForeignStep(step.seq, step.state, says, step.at, _TAKEN[step.outcome]))
    return tuple(found)


def _connector(row: Referral) -> Connector:
    return connector_version(row.connector_code, row.connector_version)
