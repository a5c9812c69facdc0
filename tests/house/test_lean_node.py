"""The node an agency runs is small enough to be read in an afternoon, and stays so."""

from __future__ import annotations

from pathlib import Path

from tests.house.checkers import lean_node
from tests.house.tree import REPO, modules, plant
from tests.house.violation import assert_caught, assert_kept

TOLD = '''"""What it is.

And more.
"""

# why
X = """a
b"""


def f():
    """Doc."""
    return 1
'''


def test_the_node_is_within_its_cap():
    assert_kept(lean_node.check(REPO))


def test_a_node_that_grew_is_caught_and_adapters_and_tools_are_not_counted(tmp_path: Path):
    files = {
        "src/tongban_node/adapters/sql.py": "x = 1\n" * 900,
        "src/tongban_node/attack/world.py": "x = 1\n" * 900,
        "src/tongban_node/line.py": "x = 1\n" * lean_node.CODE_CAP,
    }
    assert_kept(lean_node.check(plant(tmp_path, files)))
    root = plant(tmp_path, {"src/tongban_node/more.py": "x = 1\n"})
    assert_caught(lean_node.check(root), f"has {lean_node.CODE_CAP + 1} lines of code")


def test_a_tool_in_the_service_is_caught(tmp_path: Path):
    for text in (
        "from tongban_node.attack.world import World\n",
        "from tongban_node import receipts\n",
        "import tongban_node.receipts\n",
    ):
        root = plant(tmp_path, {"src/tongban_node/line.py": text})
        assert_caught(lean_node.check(root), "a tool beside it")


def test_only_code_is_counted(tmp_path: Path):
    (module,) = (
        m
        for m in modules(plant(tmp_path, {"src/tongban_node/line.py": TOLD}))
        if m.name == "tongban_node.line"
    )
    assert lean_node.lines_of_code(module) == 4
