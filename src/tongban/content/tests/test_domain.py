"""Reading strictly: every fault in one run, on its line, and nothing that hurts the machine."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.content.domain.assemble import assemble
from tongban.content.domain.bodies import release_digest
from tongban.content.domain.diff import Change, EntryChange, compare
from tongban.content.domain.limits import PackLimits
from tongban.content.domain.shelf import Shelf
from tongban.content.domain.yaml_reader import UnreadableYaml, read_yaml
from tongban.content.tests.factories import BALL, MANIFEST, Shelves, Toy


def read(words: str) -> object:
    return read_yaml(words.encode())[0].value


def fault_of(raw: str | bytes, limits: PackLimits | None = None) -> UnreadableYaml:
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(raw if isinstance(raw, bytes) else raw.encode(), limits or PackLimits())
    return caught.value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 0123", {"a": "0123"}),
        ("a: 990000", {"a": 990000}),
        ("a: 1.10", {"a": Decimal("1.10")}),
        ("a: 2026-01-31", {"a": "2026-01-31"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: true\nb: ~\nc:", {"a": True, "b": None, "c": None}),
        ('a: "1"', {"a": "1"}),
        ("on: 1", {"on": 1}),
        ("a: 1e400", {"a": "1e400"}),
        ("a: " + "9" * 4400, {"a": "9" * 4400}),
    ],
)
def test_only_the_plain_values_of_yaml_are_understood(words, value):
    assert read(words) == value


def test_every_part_has_its_line():
    document, _ = read_yaml(b"a:\n  - b: 1\n    c:\n      - 2\n      - 3\n")
    lines = document.lines
    assert lines.at("a", 0, "b") == 2
    assert lines.at("a", 0, "c", 1) == 5
    assert lines.at("a", 0, "missing") == 2
    assert lines.below("a", 0).at("c") == 3


def test_a_byte_order_mark_is_accepted():
    assert read_yaml(b"\xef\xbb\xbfa: 1")[0].value == {"a": 1}


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (BOMB, "content.alias_not_allowed", 1),
        ("x: 1\ny: *nowhere", "content.alias_not_allowed", 2),
        ("a: !!python/object/apply:os.system [ls]", "content.tag_not_allowed", 1),
        ("a: !!binary aGk=", "content.tag_not_allowed", 1),
        ("a:\n\t- 1", "content.tab_used", 2),
        ("a: [1, 2", "content.not_yaml", 1),
        ('a: "open', "content.not_yaml", 1),
        ("a: 1\n b: 2", "content.not_yaml", 2),
        ("", "content.file_empty", 1),
        ("# only words\n", "content.file_empty", 1),
        ("a: 1\n---\nb: 2", "content.several_documents", 2),
        ("? [a, b]\n: 1", "content.key_not_a_word", 1),
        ("ok: 1\n".encode("utf-16"), "content.not_utf8", 1),
        (b"a: 1\nb: \xff\xfe", "content.not_utf8", 2),
        (b"a: \x00", "content.not_yaml", 1),
        ("[" * 60, "content.nested_too_deep", 1),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(raw, code, line):
    fault = fault_of(raw)
    assert fault.code == code
    assert abs(fault.line - line) <= 1
    assert fault.message.zh
    assert fault.mend.en


def test_size_and_number_of_parts_are_bounded():
    assert fault_of("a" * 100, PackLimits(file_bytes=99)).code == "content.file_too_large"
    many = "\n".join(["- x"] * 50)
    assert fault_of(many, PackLimits(nodes_per_file=40)).code == "content.too_many_parts"


def test_a_key_written_twice_names_both_lines():
    document, duplicates = read_yaml(b"a: 1\nb: 2\na: 3")
    assert document.value == {"a": 1, "b": 2}
    assert [(d.key, d.line, d.first_line) for d in duplicates] == [("a", 3, 1)]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")),
    max_size=20,
)
plain = st.recursive(
    st.booleans() | st.integers(-(10**9), 10**9) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)


@given(plain)
def test_json_is_read_as_it_was_meant(value):
    assert read(json.dumps(value, ensure_ascii=False)) == value


@given(st.binary(max_size=300))
def test_no_bytes_can_do_more_than_be_unreadable(raw):
    with suppress(UnreadableYaml):
        read_yaml(raw)


def problems_of(files: dict[str, str]) -> list[tuple[str, int, str]]:
    toys = Shelves()
    shelf = Shelf("toys", Toy, check=toys.check)
    pack = assemble({name: words.encode() for name, words in files.items()}, (shelf,))
    return [(fault.file, fault.line, fault.code) for fault in pack.problems]


def test_all_faults_of_all_files_come_in_one_run():
    files = {
        "pack.yaml": MANIFEST,
        "toys/a.yaml": "code: UP\nname: {zh-Hans: 甲}\ncolour: red\nweight: heavy\n",
        "toys/b.yaml": "- code: b\n  name: {zh-Hans: 乙, en: B}\n  like: nobody\n"
        "- code: b\n  name: {zh-Hans: 乙, en: B}\n  basis: law 3\n- 7\n",
        "toys/c.yaml": "code: *x",
        "games/d.yaml": "code: d",
    }
    assert problems_of(files) == [
        ("games/d.yaml", 1, "content.folder_unknown"),
        ("toys/a.yaml", 1, "content.value_misshapen"),
        ("toys/a.yaml", 2, "content.value_wrong"),
        ("toys/a.yaml", 3, "content.key_unknown"),
        ("toys/a.yaml", 4, "content.kind_wrong"),
        ("toys/b.yaml", 6, "content.value_wrong"),
        ("toys/b.yaml", 7, "content.kind_wrong"),
        ("toys/c.yaml", 1, "content.alias_not_allowed"),
    ]


def test_a_dead_reference_is_found_only_when_nothing_is_unread():
    like = "code: kite\nname: {zh-Hans: 风筝, en: Kite}\nlike: rope\n"
    files = {"pack.yaml": MANIFEST, "toys/kite.yaml": like}
    assert problems_of(files) == [("toys/kite.yaml", 3, "toys.unlike")]
    faulty_rope = {"toys/rope.yaml": "code: rope\nname: 绳\n"}
    assert problems_of(files | faulty_rope) == [("toys/rope.yaml", 2, "content.value_wrong")]
    unreadable = {"toys/x.yaml": "code: ]"}
    assert problems_of(files | unreadable) == [("toys/x.yaml", 1, "content.not_yaml")]


def test_two_entries_of_one_code_are_told_apart_by_place():
    files = {"pack.yaml": MANIFEST, "toys/a.yaml": BALL, "toys/b.yaml": "\n" + BALL}
    assert problems_of(files) == [("toys/b.yaml", 2, "content.entry_written_twice")]


def test_a_manifest_is_needed_and_its_format_known():
    assert problems_of({"toys/a.yaml": BALL}) == [("pack.yaml", 1, "content.manifest_missing")]
    newer = MANIFEST.replace("format: 1", "format: 2")
    assert problems_of({"pack.yaml": newer}) == [("pack.yaml", 1, "content.format_unknown")]


def test_a_diff_names_the_parts_that_changed():
    old = {("toys", "a"): {"x": 1, "l": [1, 2]}, ("toys", "gone"): {}}
    new = {("toys", "a"): {"x": 1, "l": [1, 3], "y": 0}, ("toys", "new"): {}}
    assert compare(old, new) == (
        EntryChange("toys", "a", Change.CHANGED, ("l[2]", "y")),
        EntryChange("toys", "gone", Change.REMOVED),
        EntryChange("toys", "new", Change.ADDED),
    )
    assert compare(new, new) == ()


def test_the_digest_is_of_names_and_bytes_whatever_their_order():
    files = {"b.yaml": b"1", "a.yaml": b"2"}
    assert release_digest(files) == release_digest(dict(reversed(files.items())))
    assert release_digest(files) != release_digest({"a.yaml": b"1", "b.yaml": b"2"})
    assert len(release_digest(files)) == 64
