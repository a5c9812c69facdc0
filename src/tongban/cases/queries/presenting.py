"""Turns a stored case into what one reader sees: timeline, clock, verbs that are open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from tongban.cases import policies
from tongban.cases.charging import fee_line
from tongban.cases.domain.events import (
    CorrectionRequested,
    Deadline,
    DeadlineAppended,
    Event,
    LatenessExplained,
)
from tongban.cases.domain.flow.definition import Flow
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.follow_events import FollowLapsed, MaterialFollowed
from tongban.cases.domain.lateness import unexplained
from tongban.cases.domain.reviews import is_open, may_ask
from tongban.cases.domain.revocations import found_wrong
from tongban.cases.domain.status import Status
from tongban.cases.domain.transit import legal_in
from tongban.cases.dossier import Dossier, Words
from tongban.cases.models import Case, Task
from tongban.cases.queries.clocks import clock_view
from tongban.cases.queries.hearing import hearing_verbs_shut, hearing_view
from tongban.cases.queries.remedies import remedies_text
from tongban.cases.queries.revocation import revocation_verbs, revocation_view
from tongban.cases.queries.steps import flow_view, step_verbs
from tongban.cases.queries.timeline import DEADLINES, step_of
from tongban.cases.query_code import query_code
from tongban.cases.signing import signature_view
from tongban.cases.views.case import CaseStep, CaseView, Party, PartyRole
from tongban.cases.views.flow import TaskView
from tongban.cases.views.material import Defect
from tongban.cases.views.state import CaseState
from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor, ActorKind, Channel, Duty, Post
from tongban.kernel.later import Later
from tongban.kernel.text import Text

_PARTY_VERBS = {
    "supply_correction": "CorrectionSupplied",
    "ask_for_hearing": "HearingAsked",
    "withdraw_case": "Withdrawn",
}
_OFFICER_VERBS = {
    "accept_case": "Accepted",
    "request_correction": "CorrectionRequested",
    "refuse_acceptance": "AcceptanceRefused",
    "start_special_procedure": "SpecialProcedureStarted",
    "end_special_procedure": "SpecialProcedureEnded",
    "extend_term": "TermExtended",
    "offer_hearing": "HearingOffered",
    "announce_hearing": "HearingAnnounced",
    "hold_hearing": "HearingHeld",
    "give_opinion": "OpinionGiven",
    "decide_case": "Approved",
}


_BY_HANDLING_AGENCY = frozenset(
    {
        "deliver_result", "explain_lateness", "answer_review", "export_archive",
        "propose_revocation", "drop_revocation", "revoke_decision",
        "waive_promised",
        "end_unsupplied",
    }
)  # fmt: skip
# On a flow these follow from the step one has.
_OWN_WAY = frozenset({"decide_case"})


Whole: TypeAlias = tuple[Sequence[Event], Sequence[Words | None]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case read and decrypted: everything a view is made of.

    Of a long case ``events`` and ``words`` are those that bear on its status, and ``whole`` reads
    all of them.
    """

    case: Case
    status: Status
    events: Sequence[Event]
    words: Sequence[Words | None]
    dossier: Dossier
    task: Task | None
    item: ItemView
    agency_name: Text
    now: datetime
    tasks: tuple[Task, ...] = ()
    flow: tuple[Flow, Marking] | None = None
    whole: Callable[[], Whole] | None = None


def case_view(actor: Actor, opened: Opened) -> CaseView:
    """The case as this actor may see it (who may see it at all was asked before)."""
    mine = [task for task in opened.tasks if task.agency_code in actor.agencies]
    if opened.flow is not None:
        opened = replace(opened, task=mine[0] if mine else None)
    case, status = opened.case, opened.status
    party = policies.is_party(actor, case)
    return CaseView(
        id=case.id,
        number=case.number,
        query_code=query_code(case.id) if party else "",
        title=Text.from_mapping(case.title),
        item_code=case.item_code,
        item_version_id=case.item_version_id,
        item_version=case.item_version,
        state=status.state,
        steps=_steps(opened),
        clock=clock_view(status, opened.item, opened.now),
        hearing=hearing_view(status),
        revocation=revocation_view(status, opened.now),
        late=tuple((each.value, DEADLINES[each]) for each in unexplained(opened.events)),
        awaited=_awaited(opened),
        awaited_by=status.awaited_by if status.awaited else None,
        parties=_parties(case, opened.dossier),
        answers=opened.dossier.answers,
        sources=opened.dossier.sources,
        unheard=opened.dossier.unheard,
        materials=opened.dossier.materials,
        receipt=opened.dossier.receipt,
        certificate_ids=status.certificate_ids,
        available=_available(actor, opened, party),
        version=case.version,
        channel=Channel(case.channel),
        situation=case.situation,
        agency_code=case.current_agency,
        agency_name=opened.agency_name,
        region=case.region,
        submitted_at=case.submitted_at,
        defects=_open_defects(opened),
        remedies=remedies_text(opened.item) if _adverse(status) else None,
        task=_task_view(actor, opened.task),
        fees=tuple(map(fee_line, case.fees)),
        delivery=case.delivery,
        parent_case_id=case.parent_id,
        signature=signature_view(actor, case, opened.dossier),
        flow=flow_view(opened.flow, lambda: _whole(opened)[0], case, opened.task),
    )


def _steps(opened: Opened) -> Sequence[CaseStep]:
    def told() -> tuple[CaseStep, ...]:
        return tuple(
            step_of(event, words, opened.agency_name, opened.item)
            for event, words in zip(*_whole(opened), strict=True)
        )

    return Later(told) if opened.whole else told()


def _whole(opened: Opened) -> Whole:
    return opened.whole() if opened.whole else (opened.events, opened.words)


def _lacking(status: Status) -> bool:
    return bool(status.awaited) and MaterialFollowed in legal_in(status)


def _awaited(opened: Opened) -> tuple[tuple[str, Text], ...]:
    promised = opened.status.awaited
    return tuple((one.code, one.name) for one in opened.item.materials if one.code in promised)


def _parties(case: Case, dossier: Dossier) -> tuple[Party, ...]:
    parties = [Party(PartyRole.APPLICANT, case.applicant_id, dossier.applicant)]
    if case.agent_id is not None:
        parties.append(Party(PartyRole.AGENT, case.agent_id, dossier.agent))
    return tuple(parties)


def _adverse(status: Status) -> bool:
    return status.state in (CaseState.DENIED, CaseState.NOT_ACCEPTED, CaseState.REVOKED)


def _open_defects(opened: Opened) -> tuple[Defect, ...]:
    if opened.status.state is not CaseState.CORRECTING:
        return ()
    told = [
        words.defects
        for event, words in zip(opened.events, opened.words, strict=True)
        if isinstance(event, CorrectionRequested) and words is not None
    ]
    return told[-1] if told else ()


def _available(actor: Actor, opened: Opened, party: bool) -> tuple[str, ...]:
    legal = {kind.__name__ for kind in legal_in(opened.status)}
    shut = hearing_verbs_shut(opened.status)
    if party:
        again = ("ask_for_review",) if "ReviewAsked" in legal and may_ask(opened.events) else ()
        if revocation_verbs(opened.status, False, opened.now)["make_statement"]:
            again = (*again, "make_statement")
        mine = (v for v, step in _PARTY_VERBS.items() if step in legal and v not in shut)
        follow = ("supply_promised",) if _lacking(opened.status) else ()
        return (*mine, *again, *follow)
    if actor.kind is not ActorKind.OFFICER or opened.status.in_transit:
        return ()
    after = tuple(v for v in _after(opened) if not isinstance(_post_for(actor, v, opened), Text))
    if opened.task is None or opened.task.claimed_by not in (None, actor.account_id):
        return after
    holder = opened.task.claimed_by
    on_flow = opened.flow is not None
    verbs = [
        verb
        for verb, step in _OFFICER_VERBS.items()
        if step in legal and verb not in shut and (not on_flow or verb not in _OWN_WAY)
    ]
    if opened.task.agency_code != opened.case.current_agency:
        verbs = [verb for verb in verbs if verb in policies.BY_ANY_AGENCY]
    verbs += step_verbs(opened.flow, opened.case, opened.task) if on_flow and legal else []
    verbs.append("claim_task" if holder is None else "release_task")
    fitting = (v for v in verbs if not isinstance(_post_for(actor, v, opened), Text))
    return (*fitting, *after)


def _after(opened: Opened) -> list[str]:
    """What can be done without a task: hand over what was granted, say why it was late."""
    status = opened.status
    owed = status.state is CaseState.APPROVED and status.delivered_at is None
    lacking = _lacking(status)
    told = (e.deadline for e in opened.events if isinstance(e, DeadlineAppended))
    overdue = Deadline.FOLLOW in told
    late = bool(unexplained(opened.events)) and LatenessExplained in legal_in(status)
    open_to = {
        "deliver_result": owed and not lacking,
        "waive_promised": lacking,
        "end_unsupplied": lacking and overdue and FollowLapsed in legal_in(status),
        "answer_review": is_open(opened.events),
        "explain_lateness": late,
        "export_archive": status.state.closed,
        **revocation_verbs(status, found_wrong(opened.events), opened.now),
    }
    open_to.pop("make_statement")
    return [verb for verb, possible in open_to.items() if possible]


def _post_for(actor: Actor, verb: str, opened: Opened) -> Post | Text:
    task, duties = opened.task, None
    if opened.flow is not None and task is not None and verb in policies.STEP_VERBS:
        duties = frozenset({Duty(opened.flow[0].by_code[task.step].duty)})
    if verb in _BY_HANDLING_AGENCY:
        return policies.fitting_post(actor, verb, opened.case)
    agency = task.agency_code if task and task.step else None
    return policies.fitting_post(actor, verb, opened.case, agency, duties)


def _task_view(actor: Actor, task: Task | None) -> TaskView | None:
    if task is None or actor.kind is not ActorKind.OFFICER:
        return None
    mine = task.claimed_by is not None and task.claimed_by == actor.account_id
    return TaskView(
        id=task.id,
        agency_code=task.agency_code,
        region=task.region,
        claimed_by_me=mine,
        claimed_by_other=task.claimed_by is not None and not mine,
        holder_post=task.claimed_post or "",
        claimed_at=task.claimed_at,
    )
