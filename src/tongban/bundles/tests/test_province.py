"""Every bundle of the demo province finishes: one form, each step once, results handed on."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from tests.province import province, settle

from tongban.bundles.api import BundleState, StepState
from tongban.bundles.tests.walking import a_person, apply, finish
from tongban.cases.models import Case
from tongban.identity.api import mandate_for
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor

__all__ = ["province"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

MOTHER, CHILD = "subj_demo_xu-zhixia", "subj_demo_newborn"


def someone(subject_id: str, principal: str | None = None) -> Actor:
    if principal is None:
        return a_person(subject_id)
    held = mandate_for(agent_id=subject_id, principal_id=principal, on=local_date(timezone.now()))
    assert held is not None
    return a_person(subject_id, principal, held.id)


BUNDLES: dict[str, tuple[str, str | None, dict[str, Any]]] = {
    "xinsheng-er": (MOTHER, CHILD, {"child_name": "周安宁"}),
}


@pytest.mark.parametrize("code", BUNDLES)
def test_a_bundle_is_applied_for_once_and_every_step_comes_to_its_end(code: str):
    now = timezone.now()
    settle(now)
    subject, principal, given = BUNDLES[code]
    actor = someone(subject, principal)
    begun = apply(actor, code, now, given)
    done = finish(actor, begun, now)
    assert [(s.name.zh, s.label.zh, [str(p.message) for p in s.problems]) for s in done.steps
            if s.state is not StepState.DONE] == []  # fmt: skip
    assert done.state is BundleState.DONE
    assert Case.objects.count() == len(done.steps)
    assert {step.attempt for step in done.steps} == {1}
