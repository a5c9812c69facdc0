"""What can be asked of the room. Draws are public; notices are for those who oversee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tongban.files.api import read_blob
from tongban.identity.api import SubjectKind, subjects
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban.supervision.domain.replay import Published
from tongban.supervision.models import Draw, Inspection, OversightNotice
from tongban.supervision.plans import plan, plans
from tongban.supervision.policies import inspecting_post, may_oversee
from tongban.supervision.refusals import NotYoursToOversee
from tongban.supervision.views import DrawView, Finding, InspectionView, NoticeView, PlanView

_PLATFORM = Actor.system("supervision")


def notices_waiting(actor: Actor) -> tuple[NoticeView, ...]:
    """Approvals told to the actor's body and not acknowledged yet, oldest first, at most 100.

    Empty for who holds no inspecting post.
    """
    bodies = sorted({post.agency_code for post in actor.posts}) if may_oversee(actor) else []
    rows = OversightNotice.objects.filter(supervisor__in=bodies, acknowledged_at__isnull=True)
    found = [
        row
        for row in rows.order_by("told_at", "id")[: MAX_PAGE_SIZE * 2]
        if inspecting_post(actor, row.supervisor, row.region)
    ][:MAX_PAGE_SIZE]
    names = _names(row.subject_id for row in found)
    return tuple(
        NoticeView(
            row.id, row.case_number, row.item_code, row.plan_code, names.get(row.subject_id, ""),
            row.region, row.decided_at, row.told_at, row.acknowledged_at, row.promised,
        )
        for row in found
    )  # fmt: skip


def plans_of(actor: Actor) -> tuple[PlanView, ...]:
    """The plans whose draws the actor may announce."""
    return tuple(each for each in plans() if inspecting_post(actor, each.supervisor))


def latest_draws(actor: Actor) -> tuple[DrawView, ...]:
    """The newest 50 draws with their findings; for everybody."""
    del actor  # 一公开: who is drawn and what was found is public
    return tuple(_view(row) for row in Draw.objects.order_by("-announced_at", "-id")[:50])


def one_draw(actor: Actor, draw_id: str) -> DrawView:
    """One draw with everything to hold it again; for everybody. Refuses NotYoursToOversee."""
    del actor
    row = Draw.objects.filter(id=draw_id).order_by("id").first()
    if row is None:
        raise NotYoursToOversee
    return _view(row)


def inspection_photo(actor: Actor, inspection_id: str, place: int) -> bytes:
    """A photo kept with a finding, counted from 0; for inspectors of the body that found it.

    Refuses NotYoursToOversee.
    """
    rows = Inspection.objects.select_related("draw").filter(id=inspection_id)
    row = rows.order_by("id").first()
    if row is None or inspecting_post(actor, row.draw.supervisor) is None:
        raise NotYoursToOversee
    if not 0 <= place < len(row.photos):
        raise NotYoursToOversee
    return read_blob(actor, row.photos[place][0], granted=True)


def published(told: DrawView) -> Published:
    """The part of a draw that is needed to hold it again; see ``differences``."""
    lots = tuple((each.candidate, each.inspectors) for each in told.inspections)
    return Published(
        told.candidates, told.inspectors, told.count, told.each, told.announcement, told.root,
        told.seed, lots,
    )  # fmt: skip


def _view(row: Draw) -> DrawView:
    found = plan(row.plan_code, row.plan_version)
    if found is None:
        raise LookupError(f"plan {row.plan_code} v{row.plan_version} of draw {row.id} is gone")
    drawn = list(Inspection.objects.filter(draw=row).order_by("place"))
    names = _names(each.subject_id for each in drawn)
    return DrawView(
        id=row.id,
        plan_code=row.plan_code,
        plan=found.name,
        supervisor=row.supervisor,
        region=row.region,
        article=found.article,
        candidates=tuple(row.candidates),
        inspectors=tuple(row.inspectors),
        count=row.count,
        each=row.each,
        announced_at=row.announced_at,
        announcement=row.leaf_id,
        held_at=row.held_at,
        log_size=row.log_size,
        root=row.root,
        seed=row.seed,
        inspections=tuple(_inspection(each, names) for each in drawn),
    )


def _inspection(row: Inspection, names: Mapping[str, str]) -> InspectionView:
    return InspectionView(
        id=row.id,
        place=row.place,
        candidate=row.subject_id,
        name=names.get(row.subject_id, ""),
        inspectors=tuple(row.inspectors),
        finding=Finding(row.finding) if row.finding else None,
        words=row.words,
        photos=len(row.photos),
        recorded_at=row.recorded_at,
    )


def _names(ids: Iterable[str]) -> dict[str, str]:
    """Firms' public names; persons stay unnamed."""
    known = subjects(_PLATFORM, ids)
    return {key: view.name for key, view in known.items() if view.kind is SubjectKind.FIRM}
