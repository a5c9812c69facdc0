"""Sitting an actor down at the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tongban.kernel.actor import Actor
from tongban.web.plumbing import acting


def seat(monkeypatch: pytest.MonkeyPatch, actor: Actor, *, language: str = "en") -> Client:
    """A browser in which ``actor`` has signed in; forgery checks are on, as in life."""
    monkeypatch.setattr(acting, "_read_visitor", lambda request: acting.Visitor(actor))
    client = Client(headers={"accept-language": language})
    client.cookies["tongban_language"] = language
    return client
