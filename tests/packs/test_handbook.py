"""The handbook's tiny pack is a real one, and every key a shelf knows is told there."""

from __future__ import annotations

import re
from pathlib import Path

from tongban.content.api import Manifest, check_pack, shelves

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "handbook" / "packs.md"
_FILE = re.compile(r"```yaml\n# file: (?P<name>\S+)\n(?P<body>.*?)```", re.DOTALL)
_SECTION = re.compile(r"^### (?P<name>\S+)\n(?P<body>.*?)(?=^### |\Z)", re.DOTALL | re.MULTILINE)


def write_out(root: Path) -> dict[str, str]:
    files = {found["name"]: found["body"] for found in _FILE.finditer(HANDBOOK.read_text("utf-8"))}
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    return files


def test_the_tiny_pack_has_no_problem(tmp_path: Path):
    files = write_out(tmp_path)
    assert {"pack.yaml", "items/library-card.yaml"} <= files.keys()
    report = check_pack(tmp_path)
    assert [f"{fault.where} {fault.message.en}" for fault in report.problems] == []
    assert dict(report.counts)["examples"] == 1


def test_its_example_is_run(tmp_path: Path):
    write_out(tmp_path)
    example = tmp_path / "examples" / "library-card-child.yaml"
    example.write_text(example.read_text("utf-8").replace("2019-05-01", "2024-05-01"), "utf-8")
    assert [fault.file for fault in check_pack(tmp_path).problems] == [
        "examples/library-card-child.yaml"
    ]


def sections() -> dict[str, str]:
    return {
        found["name"]: found["body"] for found in _SECTION.finditer(HANDBOOK.read_text("utf-8"))
    }


def test_every_key_of_every_shelf_is_told_and_required_ones_are_marked():
    told = sections()
    missing = []
    for shelf in shelves():
        for name, field in shelf.schema.model_fields.items():
            mark = f"`{name}`*" if field.is_required() else f"`{name}`"
            if mark not in told.get(shelf.name, ""):
                missing.append(f"{shelf.name}: {mark}")
    assert shelves()
    assert not missing


def test_the_manifest_is_told():
    assert not [
        name for name in Manifest.model_fields if f"`{name}`*" not in sections()["pack.yaml"]
    ]
