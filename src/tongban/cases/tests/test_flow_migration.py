"""Running cases move to another version of their flow by an explicit map, or stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.cases.api import (
    CaseView,
    OperatorsOnly,
    accept_case,
    case,
    claim_task,
    complete_step,
    decide_case,
    migrate_cases,
    preview_migration,
)
from tongban.cases.domain.flow.marking import Marking
from tongban.cases.domain.flow.moving import replay
from tongban.cases.history import stored_events
from tongban.cases.models import CaseEvent, CaseFlow, Task
from tongban.cases.published_flows import flow_version
from tongban.cases.tests.factories import (
    AGENCY,
    COMMITTED,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    flow_item,
    submit,
)
from tongban.cases.tests.flows import HOUSING, PLANNING, SIGN
from tongban.kernel.actor import Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
US = an_officer()
PLANNER = an_officer(Duty.REVIEWER, agency_code=PLANNING, region="990100", name="planner")
OPERATOR = an_officer(Duty.OPERATOR, name="operator")
SAME = {node.code: node.code for node in SIGN.nodes}
WITHOUT_HOUSING = replace(
    SIGN,
    version=2,
    nodes=tuple(
        replace(node, agencies=node.agencies[:2]) if node.code == "review" else node
        for node in SIGN.nodes
    ),
)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> CaseView:
    """A case in the joint review of version 1; version 2 no longer asks the housing agency."""
    a_house(monkeypatch)
    flow_item(SIGN)
    known = do(accept_case, US, submit(a_resident(), COMMITTED, item_version=2))
    for actor in (US, PLANNER, US):
        step(actor, known, "done")
    flow_item(WITHOUT_HOUSING)
    return known


def step(actor, known: CaseView, outcome: str) -> CaseView:
    now = case(actor, known.id, NOW)
    return do(complete_step, actor, now, outcome=outcome, opinion="看过")


def open_tasks(known: CaseView) -> set[tuple[str, str]]:
    rows = Task.objects.filter(case_id=known.id, done_at__isnull=True)
    return set(rows.order_by("id").values_list("step", "agency_code"))


def migrate(mapping: dict[str, str], **given: str):
    args = {"code": "flow", "old": 1, "new": 2, "reason": "改为两家联审"} | given
    return migrate_cases(actor=OPERATOR, mapping=mapping, now=NOW, **args)


def test_looking_changes_nothing_and_names_what_is_missing(running: CaseView):
    seen = preview_migration(OPERATOR, "flow", 1, 2, {})
    assert (seen.cases, seen.able) == (1, 0)
    assert seen.places == (("review", 1),)
    assert {problem.code for problem in seen.problems} == {"flow.not_in_map"}
    assert preview_migration(OPERATOR, "flow", 1, 2, SAME).able == 1
    assert open_tasks(running) == {("review", HOUSING), ("review", PLANNING)}


def test_a_case_that_fits_moves_with_its_tasks_and_evidence(running: CaseView):
    do(claim_task, PLANNER, case(PLANNER, running.id, NOW))
    moved = migrate(SAME)
    assert (moved.able, moved.cases) == (1, 0)
    assert open_tasks(running) == {("review", PLANNING)}
    task = Task.objects.get(case_id=running.id, done_at__isnull=True)
    assert task.claimed_by == PLANNER.account_id
    row = CaseFlow.objects.get(case_id=running.id)
    again = replay(
        lambda version: flow_version("flow", version),
        stored_events(CaseEvent.objects.filter(case_id=running.id).order_by("seq")),
    )
    assert (row.version, Marking.from_json(row.marking)) == (2, again)
    assert leaves_about(OPERATOR, running.id)[-1].kind == "cases.flow-migrated"
    assert leaves_about(OPERATOR, "flow:flow")[-1].facts["moved"] == 1
    step(PLANNER, running, "agreed")
    step(US, running, "agreed")
    done = do(
        decide_case, US, case(US, running.id, NOW), approve=True, opinion="准予",
        articles=[ArticleRef.parse(LAW)],
    )  # fmt: skip
    assert done.state.closed


def test_a_case_that_does_not_fit_stays_where_it_is(running: CaseView):
    left = migrate({code: to for code, to in SAME.items() if code != "review"})
    assert (left.able, left.cases) == (0, 1)
    assert CaseFlow.objects.get(case_id=running.id).version == 1
    assert open_tasks(running) == {("review", HOUSING), ("review", PLANNING)}
    assert AGENCY not in {agency for _, agency in open_tasks(running)}


def test_only_an_operator_moves_or_looks(running: CaseView):
    with pytest.raises(OperatorsOnly):
        preview_migration(US, "flow", 1, 2, SAME)
    with pytest.raises(OperatorsOnly):
        migrate_cases(actor=US, code="flow", old=1, new=2, mapping=SAME, reason="改版", now=NOW)
