"""The public verify page: anybody may ask, little is told."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_form_is_open_to_everybody(client: Client):
    assert "核验证照" in client.get("/verify").content.decode()


@pytest.mark.parametrize(
    "typed", ["TOKEN", "http://127.0.0.1:8000/verify/TOKEN", "http://x/verify/TOKEN/"]
)
def test_a_pasted_address_is_as_good_as_its_token(client: Client, typed: str):
    response = client.get("/verify", {"code": typed})
    assert (response.status_code, response["Location"]) == (303, "/verify/TOKEN")


@pytest.mark.parametrize("token", ["nonsense", "%3Cscript%3E", "1.2.156.3005.2", "0" * 190])
def test_an_unknown_code_is_said_plainly(client: Client, token: str):
    response = client.get(f"/verify/{token}")
    text = response.content.decode()
    assert response.status_code == 200
    assert "未查到这张证照" in text
    assert "<script>" not in text.split("<main", 1)[1]


def test_certificates_are_for_those_who_signed_in(client: Client):
    assert client.get("/certificates").status_code == 401
    assert client.get("/certificates/cert_x").status_code == 401
    assert client.get("/certificates/cert_x.pdf").status_code == 401
