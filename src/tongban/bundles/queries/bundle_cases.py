"""Reading bundle cases: one's own, one with all its steps, the one a case belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from tongban.bundles import policies
from tongban.bundles.advancing import said_for
from tongban.bundles.content import open_content, open_problems
from tongban.bundles.domain.definition import Bundle, Step, situation_of
from tongban.bundles.domain.joint_clock import Stretch, joint_due
from tongban.bundles.domain.order import waves
from tongban.bundles.domain.progress import BundleState, Plan, StepState, plan
from tongban.bundles.models import BundleCase, BundleStep
from tongban.bundles.published import bundle_version
from tongban.bundles.refusals import BundleCaseNotFound, StepNotOpen
from tongban.bundles.starting import PLATFORM, Running
from tongban.bundles.views import (
    BundleCaseRow,
    BundleCaseView,
    Membership,
    StepForm,
    StepView,
)
from tongban.cases.api import CaseState, CaseView, Light, case
from tongban.catalogue.api import ItemView, guide_item
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_MOST = 50
_RESUMABLE = (StepState.STUCK, StepState.REFUSED, StepState.WITHDRAWN)


def bundle_case(actor: Actor, bundle_case_id: str, now: datetime | None = None) -> BundleCaseView:
    """One bundle case as of ``now``: every step with its case, and the joint clock.

    For whom it is for, who acts for them, and who signed it. Refuses BundleCaseNotFound.
    """
    row = _readable(actor, bundle_case_id)
    return _view(actor, row, now or timezone.now())


def my_bundle_cases(actor: Actor) -> tuple[BundleCaseRow, ...]:
    """Those for whom the actor acts, or that they signed, newest first, at most 50."""
    if actor.acts_for is None:
        return ()
    rows = BundleCase.objects.filter(
        Q(applicant_id=actor.acts_for) | Q(signer_id=actor.subject_id)
    ).order_by("-submitted_at", "-id")[:_MOST]
    states: dict[str, list[str]] = {}
    steps = BundleStep.objects.filter(bundle__in=[row.id for row in rows]).order_by("id")
    for of, state in steps.values_list("bundle_id", "state"):
        states.setdefault(of, []).append(state)
    return tuple(
        BundleCaseRow(
            id=row.id,
            number=row.number,
            name=bundle_version(row.bundle_code, row.bundle_version).name,
            state=BundleState(row.state),
            done=states.get(row.id, []).count(StepState.DONE.value),
            steps=len(states.get(row.id, [])),
            submitted_at=row.submitted_at,
        )
        for row in rows
    )


def bundled(case_ids: Iterable[str]) -> frozenset[str]:
    """Those of the cases that are steps of a bundle; ids only, so everybody may ask."""
    rows = BundleStep.objects.filter(case_id__in=tuple(case_ids)).order_by("id")
    return frozenset(filter(None, rows.values_list("case_id", flat=True)))


def bundle_of_case(actor: Actor, case_id: str) -> Membership | None:
    """The bundle case of which a case is a step, with how the others stand; None for most cases.

    Whoever may see the case may: it tells codes and states, nobody's data. Refuses cases'
    CaseNotFound.
    """
    kept = BundleStep.objects.filter(case_id=case_id).order_by("id").first()
    if kept is None:
        return None
    case(actor, case_id)
    row = BundleCase.objects.get(id=kept.bundle_id)
    bundle = bundle_version(row.bundle_code, row.bundle_version)
    items = _items(bundle)
    steps = BundleStep.objects.filter(bundle=row).order_by("id")
    return Membership(
        bundle_case_id=row.id,
        number=row.number,
        name=bundle.name,
        step=items[kept.code].title,
        sisters=tuple(
            (items[one.code].title, StepState(one.state)) for one in steps if one.id != kept.id
        ),
    )


def step_form(actor: Actor, bundle_case_id: str, step_code: str) -> StepForm:
    """What to show for taking a step up again: its item, situation, answers and uploads so far.

    Refuses BundleCaseNotFound, StepNotOpen.
    """
    row = _readable(actor, bundle_case_id)
    view = _view(actor, row, timezone.now())
    step = next((one for one in view.steps if one.code == step_code and one.resumable), None)
    if step is None:
        raise StepNotOpen
    bundle = bundle_version(row.bundle_code, row.bundle_version)
    content = open_content(row.applicant_id, row.sealed)
    running = Running(row, bundle, _rows(row), content)
    answers, blobs = said_for(running, bundle.by_code[step_code], timezone.now())
    return StepForm(
        step=step,
        item=guide_item(step.item_code),
        situation=situation_of(bundle.by_code[step_code], content.answers),
        answers=answers,
        blobs=blobs,
    )


def _readable(actor: Actor, bundle_case_id: str) -> BundleCase:
    row = BundleCase.objects.filter(id=bundle_case_id).order_by("id").first()
    if row is None or not policies.may_see(actor, row):
        raise BundleCaseNotFound
    return row


def _items(bundle: Bundle) -> dict[str, ItemView]:
    return {step.code: guide_item(step.item) for step in bundle.steps}


def _rows(row: BundleCase) -> dict[str, BundleStep]:
    return {one.code: one for one in BundleStep.objects.filter(bundle=row).order_by("id")}


def _view(actor: Actor, row: BundleCase, now: datetime) -> BundleCaseView:
    bundle = bundle_version(row.bundle_code, row.bundle_version)
    rows = _rows(row)
    taken = tuple(step for step in bundle.steps if step.code in rows)
    cases = {c: case(PLATFORM, r.case_id, now) for c, r in rows.items() if r.case_id}
    planned = plan(taken, {code: StepState(one.state) for code, one in rows.items()})
    items = _items(bundle)
    steps = tuple(
        _step(actor, row, step, rows, items[step.code], cases.get(step.code), planned, wave)
        for wave, together in enumerate(waves(taken), start=1)
        for step in together
    )
    stretches = [_stretch(rows[code], one) for code, one in cases.items()]
    due = joint_due(row.submitted_at, bundle.committed, stretches, now, calendar())
    return BundleCaseView(
        id=row.id,
        number=row.number,
        bundle_code=bundle.code,
        name=bundle.name,
        quiet=bundle.quiet,
        state=BundleState(row.state),
        steps=steps,
        submitted_at=row.submitted_at,
        closed_at=row.closed_at,
        due_at=due,
        light=Light.RED if (row.closed_at or now) > due else Light.GREEN,
        waits_for_you=any(step.needs_you for step in steps),
        version=row.version,
    )


def _step(
    actor: Actor,
    row: BundleCase,
    step: Step,
    rows: dict[str, BundleStep],
    item: ItemView,
    known: CaseView | None,
    planned: Plan,
    wave: int,
) -> StepView:
    kept = rows[step.code]
    state = StepState(kept.state)
    held = planned.held_up.get(kept.code, ())
    earlier = [StepState(rows[code].state) for code in step.after if code in rows]
    correcting = known is not None and known.state is CaseState.CORRECTING
    return StepView(
        code=kept.code,
        name=item.title,
        agency_name=item.agency_name,
        item_code=item.code,
        state=state,
        label=known.state.label if known and state is StepState.RUNNING else state.label,
        wave=wave,
        stage=step.stage,
        attempt=kept.attempt,
        case_id=kept.case_id,
        case_number=known.number if known else None,
        case_state=known.state if known else None,
        certificate_ids=known.certificate_ids if known else (),
        mine=kept.party_id is not None and kept.party_id == actor.acts_for,
        needs_you=correcting or state is StepState.STUCK,
        resumable=state in _RESUMABLE and all(one is StepState.DONE for one in earlier),
        held_up_by=tuple(_title(code, row) for code in held),
        problems=open_problems(row.applicant_id, kept.sealed_problems),
        started_at=kept.started_at,
        ended_at=kept.ended_at,
    )


def _title(code: str, row: BundleCase) -> Text:
    step = bundle_version(row.bundle_code, row.bundle_version).by_code[code]
    return guide_item(step.item).title


def _stretch(kept: BundleStep, known: CaseView) -> Stretch:
    return Stretch(
        began_at=kept.started_at or known.submitted_at,
        ended_at=kept.ended_at,
        waits=(
            *((span.started_at, span.ended_at) for span in known.clock.spans),
            *_with_applicant(known),
        ),
    )


def _with_applicant(known: CaseView) -> Iterable[tuple[datetime, datetime | None]]:
    """From each notice of defects until it was answered."""
    asked: datetime | None = None
    for step in known.steps:
        if step.kind == "CorrectionRequested":
            asked = step.at
        elif asked is not None and step.kind in ("CorrectionSupplied", "Withdrawn"):
            yield asked, step.at
            asked = None
    if asked is not None:
        yield asked, None
