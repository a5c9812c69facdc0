"""Two at once: the same form sent twice, and two officers on one case."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tongban.cases.api import CaseState, accept_case
from tongban.cases.models import Case, CaseEvent
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
)
from tongban.certificates.api import my_certificates
from tongban.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(act: Callable[[int], Any]) -> list[Any]:
    """What ``act`` gave, or the refusal, when done by several threads in the same moment."""
    barrier = Barrier(AT_ONCE)

    def one(place: int) -> Any:
        barrier.wait(timeout=120)
        try:
            return act(place)
        except Refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_form_sent_several_times_at_once_is_one_case(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    me = a_resident()
    answers = together(lambda _: submit(me, idempotency_token="token-aaaa"))
    assert {view.id for view in answers} == {Case.objects.get().id}
    assert {view.state for view in answers} == {CaseState.APPROVED}
    assert len(my_certificates(me)) == 1


def test_of_several_officers_at_once_one_accepts(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    waiting = submit(a_resident(), COMMITTED)
    answers = together(lambda place: do(accept_case, an_officer(name=str(place)), waiting))
    refused = [answer.code for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == AT_ONCE - 1
    assert set(refused) <= {"cases.case_changed", "cases.task_held_by_other"}
    assert CaseEvent.objects.filter(case_id=waiting.id, kind="Accepted", at=NOW).count() == 1
