"""Calling the interface as somebody."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tongban.kernel.actor import Actor
from tongban.web.desk.tests.visitors import seat

ROOT = "/api/v1"


class Caller:
    """A machine that speaks for ``actor`` by the session of the pages."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
        self.client: Client = seat(monkeypatch, actor)

    def get(self, path: str, **query: Any):
        return self.client.get(ROOT + path, query)

    def post(self, path: str, body: Any, **headers: str):
        return self.client.post(
            ROOT + path, json.dumps(body), content_type="application/json", headers=headers
        )
