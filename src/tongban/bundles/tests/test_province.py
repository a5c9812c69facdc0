"""Every bundle of the demo province finishes: one form, each step once, results handed on."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.province import province, settle

from tongban.bundles.api import BundleState, StepState, bundle, bundles
from tongban.bundles.tests.factories import a_person, apply, finish
from tongban.cases.api import case_counts
from tongban.identity.api import mandate_for
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor

__all__ = ["province"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("peopled")]

OWNER, SHOP = "subj_demo_zhou-yuan", "subj_demo_shop"
MOTHER, CHILD = "subj_demo_xu-zhixia", "subj_demo_newborn"
RESIDENT, ELDER = "subj_demo_lin-xiaohe", "subj_demo_zhao-changqing"
BUNDLES: dict[str, tuple[str, str | None, dict[str, Any]]] = {
    "xinsheng-er": (MOTHER, CHILD, {"child_name": "周安宁"}),
    "qiye-kaiban": (OWNER, None, {"company_name": "安和市示例餐饮有限公司", "rate": 8}),
    "canyin-dian": (OWNER, SHOP, {}),
    "shenhou": (RESIDENT, None, {}),
    "tuixiu": (ELDER, None, {}),
    "ershou-fang": (RESIDENT, None, {}),
    "qiye-zhuxiao": (OWNER, SHOP, {}),
    "xinyong-xiufu": (OWNER, SHOP, {}),
    "jiaoyu-ruxue": (MOTHER, None, {}),
    "canjiren-fuwu": (RESIDENT, None, {}),
    "junren-tuiyi": (RESIDENT, None, {}),
    "gongcheng-xiangmu": (OWNER, SHOP, {}),
}


@pytest.fixture(scope="module")
def peopled(province: None, django_db_blocker: Any) -> None:
    """The province with its cast, once for the module; rolled back with it."""
    with django_db_blocker.unblock():
        settle(timezone.now())


def someone(subject_id: str, principal: str | None = None) -> Actor:
    if principal is None:
        return a_person(subject_id)
    held = mandate_for(agent_id=subject_id, principal_id=principal, on=local_date(timezone.now()))
    assert held is not None
    return a_person(subject_id, principal, held.id)


def cases() -> int:
    return sum(case_counts(Actor.system("tests")).values())


def test_the_list_is_all_there_is():
    assert {one.code for one in bundles()} == set(BUNDLES)


@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_is_applied_for_once_and_every_step_comes_to_its_end(code: str):
    now = timezone.now()
    subject, principal, given = BUNDLES[code]
    actor, before = someone(subject, principal), cases()
    done = finish(actor, apply(actor, code, now, given), now)
    assert [
        (step.name.zh, step.label.zh, [problem.message.zh for problem in step.problems])
        for step in done.steps
        if step.state is not StepState.DONE
    ] == []
    assert done.state is BundleState.DONE
    assert {step.attempt for step in done.steps} == {1}
    # Each step is one case and is counted once; the bundle itself is none.
    assert cases() - before == len(done.steps) == len(bundle(code).bundle.steps)
