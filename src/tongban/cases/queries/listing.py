"""Lists of cases: keyset pages over the indexes of ``Case``, a bounded number of statements."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet

from tongban.cases.domain.clocks import light
from tongban.cases.models import Case, Task
from tongban.cases.views.clock import Light
from tongban.cases.views.lists import CaseRow
from tongban.cases.views.state import CaseState
from tongban.kernel.actor import Actor, Post
from tongban.kernel.codes.division import region_prefix
from tongban.kernel.page import MAX_PAGE_SIZE, Page
from tongban.kernel.text import Text
from tongban.ledger.api import unseal_many

COLUMNS = (
    "id", "number", "title", "item_code", "state", "applicant_id", "region", "current_agency",
    "submitted_at", "due_at", "yellow_at", "paused", "closed_at", "next_at", "version",
    "sealed_row",
)  # fmt: skip
_Key = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a queue is narrowed to: one state, one colour of the clock, or neither."""

    state: CaseState | None = None
    light: Light | None = None


def desk_page(
    actor: Actor, wanted: Wanted, cursor: str | None, size: int, now: datetime
) -> Page[CaseRow]:
    """Open cases (or those ``wanted``) of the actor's posts, merged by what is due first.

    One statement per post, each an index range: an OR over posts would make the database sort.
    """
    size = min(max(size, 1), MAX_PAGE_SIZE)
    after = _read_cursor(cursor)
    streams = [
        cases.filter(_after(after)).order_by("next_at", "id")[: size + 1]
        for post in distinct_posts(actor.posts)
        for cases in (_post_cases(post, wanted, now), _step_cases(post, wanted, now))
    ]
    merged = heapq.merge(*streams, key=lambda case: (case.next_at, case.id))
    rows = list(islice(_unique(merged), size + 1))
    shown = rows_of(actor, rows[:size], now)
    more = _cursor(rows[size - 1].next_at, rows[size - 1].id) if len(rows) > size else None
    return Page(shown, more)


def mine_page(actor: Actor, cursor: str | None, size: int, now: datetime) -> Page[CaseRow]:
    """Cases of the subject the actor acts for, newest first."""
    size = min(max(size, 1), MAX_PAGE_SIZE)
    before = _read_cursor(cursor)
    cases = Case.objects.filter(applicant_id=actor.acts_for).only(*COLUMNS)
    if before is not None:
        at, case_id = before
        cases = cases.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, id__lt=case_id))
    rows = list(cases.order_by("-submitted_at", "-id")[: size + 1])
    shown = rows_of(actor, rows[:size], now)
    more = _cursor(rows[size - 1].submitted_at, rows[size - 1].id) if len(rows) > size else None
    return Page(shown, more)


def _post_cases(post: Post, wanted: Wanted, now: datetime) -> QuerySet[Case]:
    here = Case.objects.filter(
        current_agency=post.agency_code, region__startswith=region_prefix(post.region)
    )
    return _narrowed(here, wanted, now)


def _step_cases(post: Post, wanted: Wanted, now: datetime) -> QuerySet[Case]:
    """Cases of other agencies in which this one has a step of the flow."""
    steps = Task.objects.filter(
        agency_code=post.agency_code,
        region__startswith=region_prefix(post.region),
        done_at__isnull=True,
    )
    theirs = Case.objects.filter(id__in=steps.exclude(step="").values("case_id"))
    return _narrowed(theirs.exclude(current_agency=post.agency_code), wanted, now)


def _narrowed(cases: QuerySet[Case], wanted: Wanted, now: datetime) -> QuerySet[Case]:
    cases = cases.only(*COLUMNS)
    if wanted.light is not None:
        cases = cases.filter(shows(wanted.light, now), closed_at__isnull=True)
    if wanted.state is None:
        return cases.filter(closed_at__isnull=True)
    return cases.filter(state=wanted.state.value)


def shows(colour: Light, now: datetime) -> Q:
    """The same sentence as ``clocks.light``, for the database."""
    running = Q(paused=False, due_at__isnull=False)
    late = Q(due_at__lt=now)
    soon = Q(yellow_at__lte=now)
    return {
        Light.PAUSED: Q(paused=True),
        Light.RED: running & late,
        Light.YELLOW: running & ~late & soon,
        Light.GREEN: running & ~late & ~soon,
        Light.NONE: Q(paused=False, due_at__isnull=True),
    }[colour]


def distinct_posts(posts: Sequence[Post]) -> list[Post]:
    """Each agency and region once."""
    return list({(post.agency_code, post.region): post for post in posts}.values())


def _unique(cases: Iterable[Case]) -> Iterable[Case]:
    last = None
    for case in cases:
        if case.id != last:
            yield case
        last = case.id


def _after(key: _Key | None) -> Q:
    if key is None:
        return Q()
    at, case_id = key
    return Q(next_at__gte=at) & (Q(next_at__gt=at) | Q(id__gt=case_id))


def rows_of(actor: Actor, cases: Sequence[Case], now: datetime) -> tuple[CaseRow, ...]:
    """Cases as lists show them, names masked, in three statements however many."""
    tasks = Task.objects.filter(case__in=[case.id for case in cases], done_at__isnull=True)
    holders: dict[str, str | None] = {}
    for case_id, agency, holder in tasks.order_by("id").values_list(
        "case_id", "agency_code", "claimed_by"
    ):
        if agency in actor.agencies or case_id not in holders:
            holders[case_id] = holder
    names = unseal_many([(case.applicant_id, bytes(case.sealed_row)) for case in cases])
    return tuple(
        _row(case, name, holders.get(case.id), actor, now)
        for case, name in zip(cases, names, strict=True)
    )


def _row(
    case: Case, name: bytes | None, holder: str | None, actor: Actor, now: datetime
) -> CaseRow:
    return CaseRow(
        id=case.id,
        number=case.number,
        title=Text.from_mapping(case.title),
        item_code=case.item_code,
        state=CaseState(case.state),
        applicant=name.decode() if name is not None else "",
        region=case.region,
        agency_code=case.current_agency,
        submitted_at=case.submitted_at,
        due_at=case.due_at,
        light=light(
            now,
            due=case.due_at,
            yellow=case.yellow_at,
            paused=case.paused,
            closed_at=case.closed_at,
        ),
        claimed_by_me=holder is not None and holder == actor.account_id,
        claimed_by_other=holder is not None and holder != actor.account_id,
        version=case.version,
    )


def _cursor(at: datetime, case_id: str) -> str:
    return f"{at.isoformat()}~{case_id}"


def _read_cursor(cursor: str | None) -> _Key | None:
    """A cursor that cannot be read starts the list anew: it is only a place in a list."""
    if not cursor:
        return None
    stamp, _, case_id = cursor.partition("~")
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return (at, case_id) if at.tzinfo is not None else None
