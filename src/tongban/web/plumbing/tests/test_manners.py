"""On a terminal nothing of a person stays; elsewhere nothing changes."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.people import somebody

from tongban.kernel.actor import Channel
from tongban.web.plumbing import terminals
from tongban.web.plumbing.acting import channel_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def terminal(rf, client: Client) -> Client:
    """A browser that is the terminal of the hall."""
    from django.http import HttpResponse

    response = HttpResponse()
    terminals.make_terminal(rf.get("/"), response, "hall")
    client.cookies["tongban_terminal"] = response.cookies["tongban_terminal"].value
    return client


def test_a_session_on_a_terminal_is_short_and_its_pages_are_not_kept(terminal: Client):
    somebody("林示例", "acct_lin")
    assert terminal.get("/help")["Cache-Control"] == "no-store"
    terminal.post("/sign-in", {"account_id": "acct_lin", "next": "/"})
    page = terminal.get("/account")
    assert page.status_code == 200
    assert page["Refresh"].endswith("url=/places/hall/kiosk")
    assert page["Cache-Control"] == "no-store"
    assert terminal.session.get_expiry_age() <= 300
    assert channel_of(page.wsgi_request) is Channel.KIOSK
    assert "办完了，退出" in page.content.decode()


def test_signing_out_on_a_terminal_leads_to_its_front_and_leaves_no_trace(terminal: Client):
    somebody("林示例", "acct_lin")
    terminal.post("/sign-in", {"account_id": "acct_lin", "next": "/"})
    terminal.post("/preferences", {"size": "large", "language": "en", "next": "/"})
    assert terminal.post("/sign-out")["Location"] == "/places/hall/kiosk"
    assert terminal.get("/account").status_code == 401


def test_elsewhere_pages_and_sessions_are_as_they_were(client: Client):
    somebody("林示例", "acct_lin")
    client.post("/sign-in", {"account_id": "acct_lin", "next": "/"})
    page = client.get("/account")
    assert "Refresh" not in page
    assert client.session.get_expiry_age() > 300
