"""Seals by machine: the same checks as at the desk, the same words when refused."""

from __future__ import annotations

import pytest

from tongban.kernel.actor import Duty
from tongban.seals.tests.factories import ARTICLE, LICENCE, a_bureau, a_keeper, a_seal
from tongban.web.api.tests.callers import Caller
from tongban_trust.signing import PublicKey

pytestmark = pytest.mark.django_db
DIGEST = "ab" * 32
USE = {"digest": DIGEST, "purpose": "certificate-type:permit", "document_id": "doc-1"}


@pytest.fixture
def address() -> str:
    a_bureau()
    return f"/seals/{a_seal(articles=(ARTICLE,)).id}"


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Caller:
    return Caller(monkeypatch, a_keeper())


def test_a_use_signs_the_digest_and_is_found_again(address: str, keeper: Caller):
    used = keeper.post(f"{address}/uses", USE).json()
    key = PublicKey.from_spki(bytes.fromhex(used["key"]["spki"]))
    assert key.verify(bytes.fromhex(used["signature"]), bytes.fromhex(DIGEST))
    assert keeper.post(f"{address}/uses", USE).json()["id"] == used["id"]
    found = keeper.get(f"{address}/uses", document="doc-1").json()["items"]
    assert [one["id"] for one in found] == [used["id"]]
    assert keeper.get(f"{address}/uses", document="doc-2").json()["items"] == []


def test_two_persons_by_machine(address: str, monkeypatch: pytest.MonkeyPatch):
    wanted = USE | {"purpose": str(LICENCE)}
    first = Caller(monkeypatch, a_keeper("a"))
    assert first.post(f"{address}/uses", wanted).json()["code"] == "seals.needs_two_persons"
    asked = first.post(f"{address}/requests", wanted).json()
    answer = f"/seals/requests/{asked['id']}"
    assert first.post(f"{answer}/approval", {}).json()["code"] == "seals.same_person"
    second = Caller(monkeypatch, a_keeper("b"))
    assert [one["id"] for one in second.get("/seals/requests").json()] == [asked["id"]]
    used = second.post(f"{answer}/approval", {}).json()
    assert (used["post"], used["second_post"]) == ("post-a", "post-b")
    assert second.post(f"{answer}/decline", {"reason": ""}).status_code == 409


def test_a_suspended_seal_refuses(address: str, keeper: Caller):
    stop = {"standing": "seal-standing/suspended", "article": str(ARTICLE), "reason": "核查"}
    assert keeper.post(f"{address}/standing", stop).json()["standing"] == stop["standing"]
    assert keeper.post(f"{address}/uses", USE).json()["code"] == "seals.not_in_force"
    assert keeper.post(f"{address}/standing", stop | {"standing": "nonsense"}).status_code == 422


def test_nobody_else_sees_a_seal(address: str, monkeypatch: pytest.MonkeyPatch):
    reviewer = Caller(monkeypatch, a_keeper(duty=Duty.REVIEWER))
    assert reviewer.get("/seals").json() == []
    assert reviewer.get(address).status_code == 404
    assert reviewer.get(f"{address}/uses").status_code == 404
    assert reviewer.post(f"{address}/uses", USE).status_code == 403


def test_two_seals_are_two_rows(keeper: Caller):
    """Two rows in a tuple were once read as a status and a body."""
    a_bureau()
    assert keeper.get("/seals").json() == []
    made = {a_seal(code=f"seal-{n}").id for n in range(2)}
    assert {one["id"] for one in keeper.get("/seals").json()} == made
