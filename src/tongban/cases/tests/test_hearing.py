"""Sources asked when a case is sent: before its transaction, and told when they are silent."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.transaction import atomic

from tongban.cases.api import CaseState, Unheard
from tongban.cases.tests.factories import INSTANT, a_house, a_resident, submit
from tongban.elements.api import NoAnswer, RegisterTwin, connect_adapter
from tongban.forms.api import FormNotComplete
from tongban.kernel.actor import Actor
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db


class Watching(RegisterTwin):
    """The demo's registers; some are silent, and it notes how deep in transactions it is asked."""

    def __init__(self, *silent: str) -> None:
        self.silent, self.depths = silent, []

    def fetch(self, question):
        self.depths.append(len(connection.savepoint_ids))
        away = dict.fromkeys(self.silent, NoAnswer.UNREACHABLE)
        return {**super().fetch(question), **away}


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch):
    a_house(monkeypatch)
    yield
    connect_adapter("register-twin", RegisterTwin())


def test_nobody_waits_for_a_source_inside_a_transaction():
    registers = Watching()
    me = a_resident()
    connect_adapter("register-twin", registers)
    submit(me)
    assert registers.depths
    assert set(registers.depths) == {len(connection.savepoint_ids)}


def test_what_was_typed_for_a_silent_source_is_marked_and_left_to_a_person():
    me = a_resident()
    connect_adapter("register-twin", Watching("population"))
    case = submit(me)
    assert case.answers["name"] == "别人"
    assert case.unheard["person.name"] == Unheard("population", NoAnswer.UNREACHABLE)
    assert "name" not in case.sources
    assert case.state is CaseState.SUBMITTED, "no rule decides over what nobody checked"
    connect_adapter("register-twin", RegisterTwin())
    heard = submit(me)
    assert (heard.answers["name"], heard.unheard) == ("欧阳示例", {})
    assert heard.state is CaseState.APPROVED


def test_a_look_stands_although_the_application_was_not_taken():
    me = a_resident()
    with pytest.raises(FormNotComplete):
        submit(me, answers={})
    kinds = [leaf.kind for leaf in leaves_about(Actor.system("tests"), me.subject_id)]
    assert kinds.count("elements.looked-up") == 1


def test_the_twin_is_asked_within_the_tests_own_transaction_only():
    """The check above can fail: inside another block the depth differs."""
    registers, outside = Watching(), len(connection.savepoint_ids)
    me = a_resident()
    connect_adapter("register-twin", registers)
    with atomic():
        submit(me, INSTANT)
    assert set(registers.depths) == {outside + 1}
