"""The schemas of the wire's messages are those of the code, and real messages are what they say."""

from __future__ import annotations

import json

from tests.wire.write_schemas import MESSAGES, PATH, as_text, schemas
from tongban_node.attack.world import PROVIDER, World
from tongban_wire.messages import write
from tongban_wire.plain import encode


def test_the_schemas_in_the_docs_are_those_of_the_code() -> None:
    assert PATH.read_text("utf-8") == as_text(), "Run python -m tests.wire.write_schemas"


def test_real_messages_have_exactly_the_keys_told_and_no_more() -> None:
    world, told = World("intl", 1_790_000_000_000), schemas()
    assert {kind.__name__ for kind in MESSAGES} <= told.keys()
    draft = world.lawful(1_790_000_000_000)
    said = {
        "Request": write(world.finished(draft)),
        "CaseToken": encode(draft.token),
        "Snapshot": encode(world.snapshot(PROVIDER)),
    }
    for name, data in said.items():
        schema = told[name]
        assert set(schema["required"]) == set(json.loads(data)) == set(schema["properties"])
        assert schema["additionalProperties"] is False
