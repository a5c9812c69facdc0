"""Signed forms by machine: fetched, verified as the handbook says, refused once it is over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import CertificateStatus, change_status
from tongban.certificates.tests.factories import LAW, issue, officer, publish_type
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.web.api.tests.callers import ROOT, Caller

pytestmark = pytest.mark.django_db
HANDBOOK = Path(__file__).resolve().parents[5] / "docs" / "handbook" / "presentations.md"
ISSUER = "http://testserver"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> tuple[Caller, str]:
    settings.DATA_DIR = tmp_path
    a_calendar()
    publish(an_entry())
    publish_type()
    holder = Caller(monkeypatch, Actor(kind=ActorKind.PERSON, subject_id="person_1"))
    return holder, issue(now=timezone.now()).id


def signed(holder: Caller, certificate_id: str, **wish: str) -> str:
    wanted = {"fields": ["purpose"], "audience": "前台"}
    made = holder.post(f"/certificates/{certificate_id}/presentations", wanted).json()
    look = f"{ROOT}/certificates/shown/{made['token']}"
    body = {"viewer": "a" * 16} | wish
    return Client().post(look, body, content_type="application/json").json()["signed"]


def ask(text: str, **more: str) -> dict:
    address = f"{ROOT}/certificates/signed-forms/check"
    body = {"signed": text} | more
    return Client().post(address, body, content_type="application/json").json()


def fetch(address: str) -> str:
    assert address.startswith(ISSUER), address
    response = Client().get(address.removeprefix(ISSUER))
    assert response.status_code == 200, address
    return response.content.decode()


def as_the_handbook_says(text: str) -> bool:
    (program,) = re.findall(r"```python\n(.*?)```", HANDBOOK.read_text("utf-8"), re.DOTALL)
    room = {"fetch": fetch, "issuer": ISSUER, "text": text}
    exec(program, room)  # the handbook's own words
    return bool(room["good"])


@pytest.mark.parametrize("suite", ["gm", "intl"])
def test_the_program_of_the_handbook_tells_good_from_over(held: tuple[Caller, str], suite: str):
    holder, certificate_id = held
    text = signed(holder, certificate_id, suite=suite)
    assert as_the_handbook_says(text)
    verdict = ask(text)
    assert (verdict["good"], verdict["code"]) == (True, "valid")
    assert verdict["claims"]["purpose"] == "就业"
    change_status(
        actor=officer(), certificate_id=certificate_id, status=CertificateStatus.REVOKED,
        article=LAW, now=timezone.now(),
    )  # fmt: skip
    assert not as_the_handbook_says(text)
    verdict = ask(text)
    assert (verdict["good"], verdict["code"], verdict["claims"]) == (False, "revoked", {})
    head, body, rest = text.split(".", 2)
    forged = f"{head}.{body}.{'B' if rest[0] == 'A' else 'A'}{rest[1:]}"
    with pytest.raises(SystemExit, match="signature_wrong"):
        as_the_handbook_says(forged)


def test_the_handbook_tells_every_code():
    from tongban_trust.tokens.reasons import CODES

    told = set(re.findall(r"`([a-z_…]+)`", HANDBOOK.read_text("utf-8").split("## Asking us")[1]))
    families = tuple(code.rstrip("…") for code in told if code.endswith("…"))
    missing = {code for code in CODES - told if not code.startswith((*families, "status_"))}
    assert not missing


def test_the_public_address_is_the_issuer_when_it_is_set(held: tuple[Caller, str], settings):
    settings.PUBLIC_URL = "https://certificates.example"
    text = signed(*held)
    assert ask(text)["claims"]["iss"] == "https://certificates.example"
    settings.PUBLIC_URL = ""
    assert ask(text)["code"] == "issuer_wrong"


def test_what_is_published_may_be_read_from_anywhere_and_a_list_is_kept_nowhere(
    held: tuple[Caller, str],
):
    text = signed(*held)
    uri = ask(text)["claims"]["status"]["status_list"]["uri"].removeprefix(ISSUER)
    for path, kind, kept in (
        ("/.well-known/jwt-vc-issuer", "application/json", "public, max-age=300"),
        ("/certificate-types/residence-permit", "application/json", "public, max-age=3600"),
        (uri, "application/statuslist+jwt", "no-store"),
    ):
        response = Client().get(path)
        assert (response["Content-Type"], response["Cache-Control"]) == (kind, kept)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
    for path in ("/status-lists/gm-1", "/status-lists/x", "/certificate-types/x"):
        assert Client().get(path).status_code == 404


def test_a_verifier_gets_its_nonce_signed_and_a_plain_text_is_no_proof(held: tuple[Caller, str]):
    wish = {"audience": "https://bank.example", "nonce": "n" * 22}
    text = signed(*held, **wish)
    assert ask(text, **wish)["good"]
    assert ask(text, **(wish | {"audience": "https://other.example"}))["code"] == "audience_wrong"
    assert ask(signed(*held), **wish)["code"] == "binding_missing"


@pytest.mark.parametrize(
    "body", [{}, {"signed": ""}, {"signed": "x", "nonce": "short"}, {"signed": "x" * 65_537}]
)
def test_bad_questions_are_told(body: dict):
    address = f"{ROOT}/certificates/signed-forms/check"
    response = Client().post(address, body, content_type="application/json")
    assert response.status_code == 422
    assert response.json()["mend"]["zh-Hans"]


def test_any_text_is_answered(held: tuple[Caller, str]):
    for text in ("x", "a.b.c~", "~~~", "…", signed(*held)[:-9] + "~"):
        verdict = ask(text)
        assert not verdict["good"]
        assert set(verdict["reason"]) == {"zh-Hans", "en"}
