"""The public log: what anybody may fetch checks out, entries stay inside."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.cases.tests.factories import an_officer
from tongban.kernel.actor import Duty
from tongban.ledger.api import sequence_leaves
from tongban.ledger.tests.factories import NOW, write_leaf
from tongban.web.desk.tests.visitors import seat
from tongban_trust.tlog.audit import audit_log
from tongban_trust.tlog.note import parse_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged():
    for number in range(3):
        write_leaf(f"case_{number}")
    sequence_leaves(NOW)


def fetch_by(client: Client):
    def fetch(place: str) -> bytes:
        answer = client.get(f"/log/{place}")
        if answer.status_code != 200:
            raise OSError(place)
        return answer.content

    return fetch


def test_anybody_can_check_the_tiles(client, logged, django_assert_max_num_queries):
    fetch = fetch_by(client)
    keys = [parse_key(line) for line in fetch("keys").decode().splitlines()]
    found = audit_log(fetch("checkpoint").decode(), keys, fetch, with_entries=False)
    assert (found.holds, found.size) == (True, 3)
    with django_assert_max_num_queries(1):
        answer = client.get("/log/tile/0/000.p/3")
    assert "immutable" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


def test_entries_are_for_supervisors_and_operators(client, logged, monkeypatch):
    assert client.get("/log/tile/entries/000.p/3").status_code == 403
    operator = seat(monkeypatch, an_officer(Duty.OPERATOR))
    answer = operator.get("/log/tile/entries/000.p/3")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_what_is_no_file_of_the_log_is_not_found(client, logged):
    assert client.get("/log/checkpoint").status_code == 200
    for bad in ("tile/0/001", "tile/0/000", "tile/0/..%2f..%2fcheckpoint", "tile/9999/000"):
        assert client.get(f"/log/{bad}").status_code == 404, bad
    assert client.post("/log/checkpoint").status_code == 405


def test_before_the_first_leaf_there_is_no_checkpoint(client):
    assert client.get("/log/checkpoint").status_code == 404
