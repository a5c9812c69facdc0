"""Announce a draw 抽取公告: both lists are fixed before anybody can know the lots."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.agencies.api import posts_in
from tongban.identity.api import SubjectKind, subjects
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.canonical_json import digest_of
from tongban.kernel.ids import new_id
from tongban.ledger.api import record
from tongban.supervision import events
from tongban.supervision.models import Draw, OversightNotice
from tongban.supervision.plans import plan
from tongban.supervision.policies import inspecting_post
from tongban.supervision.refusals import DrawAlreadyOpen, NobodyToDraw, NotYoursToOversee
from tongban.supervision.views import PlanView

_PLATFORM = Actor.system("supervision")
_LONGEST_LIST = 50_000


def announce_draw(*, actor: Actor, plan_code: str, now: datetime) -> str:
    """Fix the lists and write their digest into the evidence log; returns the draw's id.

    The list of businesses: every firm with an approval under the plan. The list of inspectors:
    every post of the overseeing body with the duty. The worker holds the draw once the
    announcement stands in a checkpoint. Refuses NotYoursToOversee, NobodyToDraw, DrawAlreadyOpen.
    Source: 国发〔2019〕5号.
    """
    found = plan(plan_code)
    post = inspecting_post(actor, found.supervisor) if found else None
    if found is None or post is None:
        raise NotYoursToOversee
    row = Draw(
        id=new_id("draw"),
        plan_code=found.code,
        plan_version=found.version,
        supervisor=found.supervisor,
        region=post.region,
        candidates=_businesses(found),
        inspectors=_inspectors(found),
        count=found.count,
        each=found.each,
        announced_at=now,
    )
    if not row.candidates or len(row.inspectors) < row.each:
        raise NobodyToDraw(len(row.candidates), len(row.inspectors), row.each)
    with transaction.atomic():
        _announce(actor, row, now)
    return row.id


def _announce(actor: Actor, row: Draw, now: datetime) -> None:
    lists = {"candidates": row.candidates, "inspectors": row.inspectors}
    facts = {
        "draw": row.id,
        "plan": row.plan_code,
        "version": row.plan_version,
        "lists": digest_of(lists),
        "count": row.count,
        "each": row.each,
    }
    receipt = record(
        kind="supervision.draw-announced", about=row.id, facts=facts, actor=actor, now=now
    )
    row.leaf_id = receipt.leaf_id
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise DrawAlreadyOpen from error
    publish(event=events.DRAW_ANNOUNCED, aggregate=row.id, payload=facts, now=now)


def _businesses(found: PlanView) -> list[str]:
    noticed = OversightNotice.objects.filter(plan_code=found.code)
    ids = sorted(set(noticed.order_by("subject_id").values_list("subject_id", flat=True)))
    known = subjects(_PLATFORM, ids[:_LONGEST_LIST])
    return [each for each in ids if each in known and known[each].kind is SubjectKind.FIRM]


def _inspectors(found: PlanView) -> list[str]:
    posts = posts_in(found.supervisor)
    return sorted(post.id for post in posts if Duty.INSPECTOR in post.duties)
