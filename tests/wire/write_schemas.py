"""Writes ``docs/api/exchange.schema.json`` from the wire's own types:
``python -m tests.wire.write_schemas``.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from tests.house.tree import REPO
from tongban_wire.asking import Ask
from tongban_wire.case_token import CaseToken
from tongban_wire.evidence import Leaf, LeafPage
from tongban_wire.messages import Request, Response
from tongban_wire.receipt import ExchangeReceipt
from tongban_wire.sessions import Hello, Welcome
from tongban_wire.snapshot import Heartbeat, Snapshot

PATH = REPO / "docs/api/exchange.schema.json"
MESSAGES = (
    Ask, CaseToken, ExchangeReceipt, Heartbeat, Hello, Leaf, LeafPage, Request, Response, Snapshot,
    Welcome,
)  # fmt: skip


def schemas() -> dict[str, Any]:
    """Every message by its name, as JSON Schema 2020-12; no key but those named is allowed."""
    _, found = msgspec.json.schema_components(MESSAGES, ref_template="#/$defs/{name}")
    for each in found.values():
        if each.get("type") == "object":
            each["additionalProperties"] = False
    return found


def as_text() -> str:
    """The document."""
    said = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Messages of the exchange protocol",
        "description": "Each is canonical JSON (RFC 8785); src/tongban_wire/README.md says more.",
        "$defs": schemas(),
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(as_text(), encoding="utf-8")
