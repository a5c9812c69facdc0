"""What a pack may write about organisations."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tongban.agencies.schema import check_agencies
from tongban.agencies.tests.factories import a_post, an_entry
from tongban.content.api import Entry, Manifest, PackView
from tongban.kernel.text import Text

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)


def faults(*models: object) -> set[tuple[str, str]]:
    entries = tuple(Entry(m.short, m, f"agencies/{m.short}.yaml", 1) for m in models)  # type: ignore[attr-defined]
    named = {"agencies": frozenset(e.key for e in entries), "divisions": frozenset({"990102"})}
    pack = PackView(MANIFEST, {"agencies": {e.key: e for e in entries}}, named)
    return {(p.file, p.code) for p in check_agencies(entries, pack)}


def test_a_sound_entry_has_no_fault() -> None:
    assert faults(an_entry()) == set()


def test_all_faults_are_found_in_one_run() -> None:
    wrong = an_entry(
        short="bb", code="11990102000102613X", region="990302", parent="nowhere",
        posts=[a_post("cgj-window", "approver")],
    )  # fmt: skip
    circle = an_entry(short="cc", code="119902020002021125", parent="cc", posts=[])
    assert faults(an_entry(), wrong, circle) == {
        ("agencies/bb.yaml", "agencies.code_wrong"),
        ("agencies/bb.yaml", "agencies.region_unknown"),
        ("agencies/bb.yaml", "agencies.parent_unknown"),
        ("agencies/bb.yaml", "agencies.post_twice"),
        ("agencies/cgj-990102.yaml", "agencies.post_twice"),
        ("agencies/cc.yaml", "agencies.parents_in_a_circle"),
    }


def test_one_code_belongs_to_one_organisation() -> None:
    assert ("agencies/bb.yaml", "agencies.code_twice") in faults(
        an_entry(), an_entry(short="bb", posts=[])
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "galaxy"},
        {"region": "99"},
        {"valid_from": "1.3.2019"},
        {"name": {"zh-Hans": "只有中文"}},
        {"posts": [a_post("p-1")]},
        {"posts": [a_post("p-1", "emperor")]},
        {"nickname": "x"},
    ],
)
def test_malformed_entries_are_refused(changes: dict) -> None:
    with pytest.raises(ValidationError):
        an_entry(**changes)
