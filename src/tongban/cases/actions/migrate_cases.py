"""Move running cases to another version of their flow, by an explicit map, looked at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tongban.cases.checks import need_words
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.migrating import places_of, preview
from tongban.cases.migrating import move_case
from tongban.cases.models import Case, CaseFlow
from tongban.cases.published_flows import flow_version
from tongban.cases.records import MigrationView
from tongban.cases.refusals import OperatorsOnly
from tongban.kernel.actor import Actor, Duty, Post
from tongban.kernel.refusal import Problem
from tongban.ledger.api import record

MOST_AT_ONCE = 200


def preview_migration(
    actor: Actor, code: str, old: int, new: int, mapping: Mapping[str, str]
) -> MigrationView:
    """What a migration would do to the running cases of a version, without doing it.

    ``mapping`` is old node code to new. Looks at the oldest 200. Refuses OperatorsOnly,
    FlowUnknown.
    """
    _post_of(actor)
    before, after = flow_version(code, old), flow_version(code, new)
    places: Counter[str] = Counter()
    problems: dict[tuple[str, str], Problem] = {}
    able = 0
    rows = list(_running(code, old)[:MOST_AT_ONCE])
    for row in rows:
        marking = Marking.from_json(row.marking)
        places.update(places_of(marking))
        seen = preview(before, after, mapping, marking)
        problems |= {(each.code, each.where): each for each in seen.problems}
        able += not seen.problems
    return MigrationView(
        code=code,
        old=old,
        new=new,
        cases=_running(code, old).count(),
        able=able,
        places=tuple(sorted(places.items())),
        problems=tuple(problems.values()),
    )


def migrate_cases(
    *,
    actor: Actor,
    code: str,
    old: int,
    new: int,
    mapping: Mapping[str, str],
    reason: str,
    now: datetime,
) -> MigrationView:
    """Move the running cases of a version, at most 200 at once; what cannot move stays.

    Each case is one transaction with its event and leaf; one leaf more keeps the map, the reason
    and how many moved. ``able`` of the answer counts the moved ones, ``cases`` those left.
    Refuses OperatorsOnly, WordsMissing, FlowUnknown.
    """
    post = _post_of(actor)
    need_words(reason, "reason")
    before, after = flow_version(code, old), flow_version(code, new)
    problems: dict[tuple[str, str], Problem] = {}
    moved = 0
    for case_id in list(_running(code, old).values_list("case_id", flat=True)[:MOST_AT_ONCE]):
        with transaction.atomic():
            case = Case.objects.select_for_update().get(id=case_id)
            row = CaseFlow.objects.select_for_update().get(case_id=case_id)
            if row.version != old or case.closed_at is not None:
                continue
            seen = move_case(row, case, before, after, mapping, actor=actor, post=post, now=now)
            problems |= {(each.code, each.where): each for each in seen.problems}
            moved += not seen.problems
    facts = {"code": code, "old": old, "new": new, "map": dict(mapping), "moved": moved}
    with transaction.atomic():
        record(
            kind="cases.flow-migration",
            about=f"flow:{code}",
            facts=facts | {"reason": reason},
            actor=actor,
            now=now,
        )
    left = _running(code, old).count()
    return MigrationView(code, old, new, left, moved, (), tuple(problems.values()))


def _running(code: str, version: int) -> QuerySet[CaseFlow]:
    running = CaseFlow.objects.filter(code=code, version=version, case__closed_at__isnull=True)
    return running.order_by("case_id")


def _post_of(actor: Actor) -> Post:
    post = next((each for each in actor.posts if Duty.OPERATOR in each.duties), None)
    if post is None:
        raise OperatorsOnly
    return post
