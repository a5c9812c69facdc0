"""Reading engagements: a firm's, a facilitator's list, the counts for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Avg, Count, Q

from tongban.agencies.api import AgencyUnknown, agency, posts_in
from tongban.bundles.api import BundleCaseView, BundleState, StepState, bundle, bundle_case
from tongban.cases.api import CaseState, case
from tongban.facilitation import policies
from tongban.facilitation.domain.engagement import EngagementState, NoteKind
from tongban.facilitation.domain.tasks import StepFacts, tasks_of
from tongban.facilitation.models import Engagement, Note
from tongban.facilitation.refusals import EngagementNotFound
from tongban.facilitation.views import (
    EngagementRow,
    EngagementView,
    FacilitationCounts,
    NoteView,
)
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many

_PLATFORM = Actor.system("facilitation")
_MOST = 100
_CLOSED = EngagementState.CLOSED.value


def engagement(actor: Actor, engagement_id: str, now: datetime) -> EngagementView:
    """One engagement with the list of tasks as of ``now``.

    For the firm, for who took it, and while nobody did for facilitators of the place. Refuses
    EngagementNotFound to everybody else.
    """
    row = Engagement.objects.filter(id=engagement_id).order_by("id").first()
    if row is None or not policies.may_read(actor, row):
        raise EngagementNotFound
    return engagement_view(actor, row, now)


def engagement_of(actor: Actor, bundle_case_id: str, now: datetime) -> EngagementView | None:
    """The newest engagement for a bundle case of the actor's own; None: nobody was asked for."""
    rows = Engagement.objects.filter(bundle_case_id=bundle_case_id).order_by("-asked_at", "id")
    row = rows.first()
    if row is None or not policies.is_client(actor, row):
        return None
    return engagement_view(actor, row, now)


def engagements(actor: Actor) -> tuple[EngagementRow, ...]:
    """A facilitator's list: their own that are open, and what nobody took yet; 100 at most."""
    regions = {post.region for post in actor.posts if Duty.FACILITATOR in post.duties}
    if not regions:
        return ()
    rows = Engagement.objects.filter(~Q(state=_CLOSED)).order_by("asked_at", "id")
    rows = rows.filter(Q(account_id="") | Q(account_id=actor.account_id or ""))
    return tuple(
        EngagementRow(
            id=row.id,
            number=row.number,
            project=bundle(row.bundle_code).bundle.name,
            state=EngagementState(row.state),
            asked_at=row.asked_at,
            mine=policies.guides(actor, row),
        )
        for row in rows[: 5 * _MOST]
        if policies.may_read(actor, row)
    )[:_MOST]


def reminders_of_case(actor: Actor, case_id: str) -> tuple[datetime, ...]:
    """When a facilitator reminded of a case, newest first. Whoever may see the case may.

    Refuses CaseNotFound of cases.
    """
    case(actor, case_id)
    rows = Note.objects.filter(case_id=case_id, kind=NoteKind.REMINDER.value)
    return tuple(rows.order_by("-noted_at", "id").values_list("noted_at", flat=True)[:_MOST])


def facilitation_counts() -> FacilitationCounts:
    """For everybody: how many projects were helped, how the firms rated it."""
    counted = Engagement.objects.aggregate(
        asked=Count("id"),
        closed=Count("id", filter=Q(state=_CLOSED)),
        ratings=Count("stars"),
        mean=Avg("stars"),
    )
    mean = counted["mean"]
    return FacilitationCounts(
        asked=counted["asked"],
        closed=counted["closed"],
        ratings=counted["ratings"],
        stars=None if mean is None else round(float(mean), 1),
    )


def engagement_view(actor: Actor, row: Engagement, now: datetime) -> EngagementView:
    """A row as its readers see it: the state of the project, nobody's answers."""
    known = bundle_case(_PLATFORM, row.bundle_case_id, now)
    notes = list(Note.objects.filter(engagement=row).order_by("-noted_at", "-id")[:_MOST])
    sealed = [bytes(row.contact), *(bytes(one.words) for one in notes if one.words)]
    opened = iter(unseal_many([(row.subject_id, one) for one in sealed]))
    contact = _text(next(opened))
    return EngagementView(
        id=row.id,
        bundle_case_id=row.bundle_case_id,
        number=row.number,
        project=known.name,
        state=EngagementState(row.state),
        asked_at=row.asked_at,
        contact=contact,
        facilitator=_post_title(row),
        phone=row.phone,
        taken_at=row.taken_at,
        tasks=tasks_of(_facts(known, now), now),
        done=known.done,
        steps=len(known.steps),
        due_at=known.due_at,
        notes=tuple(
            NoteView(
                NoteKind(one.kind),
                one.step,
                _text(next(opened)) if one.words else None,
                one.noted_at,
            )
            for one in notes
        ),
        stars=row.stars,
        closed_at=row.closed_at,
        mine=policies.guides(actor, row),
    )


def _facts(known: BundleCaseView, now: datetime) -> Iterator[StepFacts]:
    ended = known.state in (BundleState.DONE, BundleState.WITHDRAWN)
    for step in known.steps:
        running = step.state is StepState.RUNNING
        own = case(_PLATFORM, step.case_id, now) if running and step.case_id else None
        yield StepFacts(
            code=step.code,
            name=step.name,
            agency_name=step.agency_name,
            state=step.label,
            running=running,
            over=ended or step.state is StepState.DONE,
            needs_firm=step.needs_you
            or step.resumable
            or (own is not None and own.state is CaseState.AWAITING_PAYMENT),
            due_at=(own.clock.due_at or own.clock.tell_by) if own else None,
            case_id=step.case_id,
            case_number=step.case_number,
            wave=step.wave,
        )


def _post_title(row: Engagement) -> Text:
    """Office and post, or nothing while nobody took it."""
    titles = [p.title for p in posts_in(row.agency_code) if p.id == row.post_id]
    if not titles:
        return Text(())
    try:
        office = agency(row.agency_code).name
    except AgencyUnknown:
        return titles[0]
    return Text.of(f"{office.zh} {titles[0].zh}", f"{titles[0].en}, {office.en}")


def _text(opened: bytes | None) -> str | None:
    return None if opened is None else opened.decode()
