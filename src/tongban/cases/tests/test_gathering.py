"""What counts as held by a source."""

from __future__ import annotations

import pytest

from tongban.cases.gathering import all_held


@pytest.mark.parametrize(
    ("facts", "held"),
    [
        ({"photo": True, "name": "林"}, True),
        ({"photo": False, "name": "林"}, False),
        ({"photo": True, "name": ""}, False),
        ({"photo": True, "name": None}, False),
        ({"photo": True}, False),
        ({"photo": True, "name": 0}, True),
    ],
)
def test_a_register_that_says_no_has_not_supplied_it(facts: dict[str, object], held: bool):
    assert all_held(("photo", "name"), facts) is held
