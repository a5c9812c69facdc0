"""Benefits by machine: told, answered, objected to."""

from __future__ import annotations

import pytest

from tongban.benefits.api import advance_runs
from tongban.benefits.tests.factories import NOW, OLD, a_house, somebody
from tongban.web.api.tests.callers import Caller

pytestmark = pytest.mark.django_db


def test_ones_own_benefit_is_declined_and_objected_to(monkeypatch: pytest.MonkeyPatch):
    a_house()
    person, other = somebody(82), somebody(60)
    while advance_runs(NOW):
        pass
    caller = Caller(monkeypatch, person)
    (told,) = caller.get("/benefits").json()["items"]
    assert (told["state"], told["amount"], told["policy"]["way"]) == (
        "offered",
        "100.00",
        "opt-out",
    )
    answer = f"/benefits/{told['id']}/answer"
    assert caller.post(answer, {"accepts": False}).json()["state"] == "declined"
    assert caller.post(answer, {"accepts": True}).json()["code"] == "benefits.step_not_open"
    objection = {"benefit_id": told["id"], "words": "我改主意了"}
    made = caller.post(f"/benefits/policies/{OLD}/appeals", objection)
    assert (made.status_code, made.json()["upheld"]) == (201, None)
    assert caller.post(f"/benefits/policies/{OLD}/appeals", objection).status_code == 409
    stranger = Caller(monkeypatch, other)
    assert stranger.get(f"/benefits/{told['id']}").status_code == 404
    assert stranger.post(answer, {"accepts": True}).status_code == 404
