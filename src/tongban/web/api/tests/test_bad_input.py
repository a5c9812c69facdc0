"""Whatever is sent, the answer is a refusal that says what to do, never a 500."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongban.cases.api import CaseView
from tongban.cases.tests.factories import COMMITTED, a_house, a_resident, an_officer, submit
from tongban.web.api.limits import MAX_BODY_BYTES
from tongban.web.api.service import api
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def known_case(monkeypatch: pytest.MonkeyPatch) -> CaseView:
    """A case the caller may act on, so that well-shaped bodies reach the verbs themselves."""
    a_house(monkeypatch)
    return submit(a_resident(), COMMITTED)


TOLD = api.get_openapi_schema(path_prefix=f"{ROOT}/")  # a quarter of a second each time
CALLS = [(method, address) for address, methods in TOLD["paths"].items() for method in methods]
POSTS = [
    address for method, address in CALLS if method == "post" and not address.endswith("/files")
]
FIELDS = (
    "version", "item_code", "item_version", "answers", "material_blobs", "situation", "approve",
    "opinion", "articles", "defects", "procedure", "planned", "reason", "result", "level", "tags",
    "writing", "account_id", "target", "message",
)  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(st.characters(), max_size=40)
    | st.sampled_from(["1", "5 working-days", "procedure.hearing", "a/1@2020-01-01", "\ud800"])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=9), values, max_size=8) | values
SCHEMAS = TOLD["components"]["schemas"]
_BY_TYPE = {
    "integer": st.integers(0, 3) | st.integers(),
    "boolean": st.booleans(),
    "string": st.text(st.characters(), min_size=1, max_size=20)
    | st.sampled_from(["a/1@2020-01-01", "5 working-days", "procedure.hearing", "photo"]),
    "array": st.lists(
        st.text(max_size=9)
        | st.fixed_dictionaries({"target": st.text(max_size=9), "message": st.text(max_size=9)}),
        max_size=3,
    ),
    "object": st.dictionaries(st.text(min_size=1, max_size=9), scalars, max_size=3),
}


def shaped(address: str) -> st.SearchStrategy[dict[str, object]]:
    """Bodies with the right keys and values of the right type, which get past the schema."""
    wanted = (
        TOLD["paths"][address]["post"]
        .get("requestBody", {})
        .get("content", {})
        .get("application/json")
    )
    if wanted is None:  # a verb that needs nothing but its address, or a file
        return st.just({})
    schema = wanted["schema"]
    properties = SCHEMAS[schema["$ref"].rpartition("/")[2]]["properties"]
    return st.fixed_dictionaries(
        {name: _BY_TYPE.get(each.get("type"), st.none()) for name, each in properties.items()}
    )


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, object]:
    """An address and a body, well shaped or not."""
    address = draw(st.sampled_from(POSTS))
    return address, draw(shaped(address) | bodies)


def test_every_call_is_reached_by_these_tests():
    assert len(CALLS) > 20
    assert len(POSTS) > 12
    assert all(shaped(address) is not None for address in POSTS)


@settings(
    max_examples=60,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(call=calls())
def test_random_bodies_are_refused_not_crashed_on(monkeypatch, known_case, call):
    address, body = call
    caller = Caller(monkeypatch, an_officer())
    path = address.removeprefix(ROOT)
    for name in ("case_id", "encounter_id"):
        path = path.replace(f"{{{name}}}", known_case.id)
    response = caller.post(path, body, **{"Idempotency-Key": "key-00000001"})
    assert response.status_code < 500, (path, body)
    if response.status_code < 300:
        return
    assert response.json()["mend"]["zh-Hans"]


@settings(
    max_examples=60,
    suppress_health_check=[*settings().suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(
    address=st.sampled_from([address for method, address in CALLS if method == "get"]),
    place=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    query=st.dictionaries(
        st.sampled_from(["text", "cursor", "state", "number", "query_code", "token", "size"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
        | st.sampled_from(["9999-12-31T23:59:59+14:00~x", "0001-01-01T00:00:00+14:00~x", "-1"]),
    ),
)
def test_random_addresses_and_queries_are_answered(monkeypatch, address, place, query):
    caller = Caller(monkeypatch, an_officer())
    path = address.removeprefix(ROOT)
    for name in ("case_id", "code", "item_code", "certificate_id"):
        path = path.replace(f"{{{name}}}", place.replace("/", "_") or "x")
    assert caller.get(path, **query).status_code < 500, (path, query)


@pytest.mark.parametrize("path", ["/desk/cases", "/cases", "/items"])
@pytest.mark.parametrize(
    "cursor",
    ["9999-12-31T23:59:59-14:00~x", "0001-01-01T00:00:00+14:00~x", "-1", "9" * 40, "~", "é~'"],
)
def test_a_place_in_a_list_that_nobody_gave_out_is_harmless(monkeypatch, path, cursor):
    caller = Caller(monkeypatch, an_officer())
    query = {"text": "x"} if path == "/items" else {}
    assert caller.get(path, cursor=cursor, **query).status_code < 500
    assert Caller(monkeypatch, a_resident(known=False)).get(path, cursor=cursor).status_code < 500


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[", b"\xff\xfe", b"[" * 100_000, b'{"version": 1e999}', b"nan", b'"\\u0000"'],
    ids=lambda body: repr(body[:12]),
)
def test_bodies_that_are_no_json_are_told(monkeypatch, body):
    caller = Caller(monkeypatch, an_officer())
    response = caller.client.post(
        f"{ROOT}/desk/cases/x/accept", body, content_type="application/json"
    )
    assert response.status_code in (404, 422)
    assert response.json()["code"].startswith(("api.", "cases."))


def test_a_body_that_is_too_large_is_not_read(client):
    response = client.post(
        f"{ROOT}/demo/token", b" " * (MAX_BODY_BYTES + 1), content_type="application/json"
    )
    assert response.status_code == 413
    assert response.json()["code"] == "api.request_too_large"


def test_unknown_keys_are_told_and_nothing_sent_comes_back(client):
    body = json.dumps({"account_id": "x", "acount": "990101199003071233"})
    response = client.post(f"{ROOT}/demo/token", body, content_type="application/json")
    assert response.status_code == 422
    assert response.json()["problems"][0]["where"].endswith("acount")
    assert "990101199003071233" not in response.content.decode()


@pytest.mark.parametrize("path", ["/nothing", "/items/x/y/z", "/desk/cases/x/burn"])
def test_an_address_that_is_not_there_answers_in_json(path):
    response = Client().get(ROOT + path)
    assert response.status_code in (404, 405)
    assert response.headers["content-type"].startswith("application/")
