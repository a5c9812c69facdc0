"""What every officer's verb does first (find, see, may, version, the task), and last (append)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tongban.cases import policies
from tongban.cases.domain.events import Event
from tongban.cases.domain.state import state
from tongban.cases.domain.status import Status
from tongban.cases.dossier import Words
from tongban.cases.history import bearing_events
from tongban.cases.models import Case, Task
from tongban.cases.published_flows import decision_steps, running
from tongban.cases.refusals import (
    CaseChanged,
    CaseNotFound,
    MoveNotPossible,
    NotYourTask,
    StepNotPossible,
    TaskHeldByOther,
)
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor, Duty, Post
from tongban.kernel.calendar import Calendar
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class InHand:
    """A case locked for one verb, with the post under which the officer acts."""

    case: Case
    task: Task
    post: Post
    status: Status
    calendar: Calendar


def take_in_hand(
    *,
    actor: Actor,
    verb: str,
    case_id: str,
    expected_version: int,
    now: datetime,
    step: str | None = None,
) -> InHand:
    """Lock the case for ``verb``; an unclaimed task becomes the actor's.

    Of a case on a flow it is the task of the actor's agency, at ``step`` when named.
    Call inside the transaction. Refuses CaseNotFound, NotYourTask, CaseChanged, StepNotPossible
    (no open task), TaskHeldByOther.
    """
    case = locked(case_id)
    task = task_for(actor, case, verb, step)
    duties = _duties_of(case, task, verb) if task else None
    agency = task.agency_code if task else case.current_agency
    post = post_for(actor, verb, case, agency, duties)
    if case.version != expected_version:
        raise CaseChanged
    calendar = calendar_of()
    status = status_of(case, now, calendar)
    if task is None:
        raise StepNotPossible(status.state.label)
    _hold(task, actor, post, now)
    return InHand(case, task, post, status, calendar)


def post_for(
    actor: Actor, verb: str, case: Case, agency: str, duties: frozenset[Duty] | None = None
) -> Post:
    """The post under which the actor may do ``verb``. Refuses NotYourTask, CaseNotFound."""
    post = policies.fitting_post(actor, verb, case, agency, duties)
    if isinstance(post, Text):
        # Officers of an involved agency learn why; for all others the case does not exist.
        if policies.may_see(actor, case) or case.current_agency in actor.agencies:
            raise NotYourTask(post)
        raise CaseNotFound
    return post


def say_after(
    event: Event, words: Words, *, actor: Actor, verb: str, case: Case, version: int, now: datetime
) -> Status:
    """One more event of a locked case for which nobody need hold a task, closed or not.

    Returns the new status. Refuses NotYourTask, CaseNotFound, CaseChanged, StepNotPossible.
    """
    post = post_for(actor, verb, case, case.current_agency)
    if case.version != version:
        raise CaseChanged
    calendar = calendar_of()
    status = status_of(case, now, calendar)
    said = [Said(event, words)]
    return append(case, status, said, actor=actor, post=post, calendar=calendar, now=now)


def task_for(actor: Actor, case: Case, verb: str, step: str | None) -> Task | None:
    """The open task the actor would act on: of a flow the one of an agency of the actor's."""
    tasks = list(Task.objects.filter(case=case, done_at__isnull=True).order_by("id"))
    wanted = decision_steps(case.id) if verb == "decide_case" and _on_flow(tasks) else None
    fitting = [
        task
        for task in tasks
        if (not task.step or task.agency_code in actor.agencies)
        and (step is None or task.step == step)
        and (wanted is None or task.step in wanted)
        and (verb in policies.BY_ANY_AGENCY or task.agency_code == case.current_agency)
    ]
    if fitting or not _on_flow(tasks):
        return fitting[0] if fitting else None
    if wanted is not None and any(task.agency_code in actor.agencies for task in tasks):
        raise MoveNotPossible("decision_not_reached")
    return None


def _on_flow(tasks: list[Task]) -> bool:
    return any(task.step for task in tasks)


def _duties_of(case: Case, task: Task, verb: str) -> frozenset[Duty] | None:
    if not task.step or verb not in policies.STEP_VERBS:
        return None
    standing = running(case.id)
    duty = standing[0].by_code[task.step].duty if standing else ""
    return frozenset({Duty(duty)}) if duty else None


def append_act(
    hand: InHand, event: Event, words: Words | None = None, *, actor: Actor, now: datetime
) -> Status:
    """What the officer did, as one more event of the case in hand, with the words that were said.

    Returns the new status. Refuses StepNotPossible.
    """
    return append(
        hand.case,
        hand.status,
        [Said(event, words)],
        actor=actor,
        post=hand.post,
        calendar=hand.calendar,
        now=now,
    )


def locked(case_id: str) -> Case:
    """The case row, locked. Refuses CaseNotFound."""
    case = Case.objects.select_for_update().filter(id=case_id).order_by("id").first()
    if case is None:
        raise CaseNotFound
    return case


def status_of(case: Case, now: datetime, calendar: Calendar) -> Status:
    """The status that follows from the stored events."""
    return state(bearing_events(case), now, calendar)


def hand_on(hand: InHand, actor: Actor, verb: str) -> None:
    """Put the task back into the queue when ``verb``, which comes next, is not the actor's."""
    if isinstance(policies.fitting_post(actor, verb, hand.case), Text):
        let_go(hand.task)


def let_go(task: Task) -> None:
    """Nobody holds the task any longer."""
    task.claimed_by, task.claimed_post, task.claimed_at = None, None, None
    task.version += 1
    task.save(update_fields=["claimed_by", "claimed_post", "claimed_at", "version"])


def _hold(task: Task, actor: Actor, post: Post, now: datetime) -> None:
    if task.claimed_by is not None and task.claimed_by != actor.account_id:
        raise TaskHeldByOther(task.claimed_post or "")
    if task.claimed_by is None:
        task.claimed_by, task.claimed_post, task.claimed_at = actor.account_id, post.id, now
        task.version += 1
        task.save(update_fields=["claimed_by", "claimed_post", "claimed_at", "version"])
