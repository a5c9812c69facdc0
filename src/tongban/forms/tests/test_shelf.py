"""What a pack may write about forms."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tongban.content.api import Entry, Manifest, PackView
from tongban.elements.tests.factories import an_element
from tongban.forms.api import FieldKind, form_from_pack
from tongban.forms.schema import check_forms
from tongban.forms.tests.factories import WORDS, an_entry
from tongban.kernel.text import Text

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)
ELEMENTS = {
    model.id: Entry(model.id, model, "elements.yaml", 1)
    for model in (
        an_element("person.name"),
        an_element("person.sex", "code", code_list="sex"),
        an_element("firm.name"),
    )
}


def pack_with(*fields: dict) -> PackView:
    entry = Entry("qianzhu", an_entry(*fields), "forms/qianzhu.yaml", 1)
    shelves = {"elements": ELEMENTS, "forms": {entry.key: entry}}
    return PackView(MANIFEST, shelves, {name: frozenset(shelves[name]) for name in shelves})


def faults(*fields: dict) -> list[str]:
    pack = pack_with(*fields)
    return [problem.code for problem in check_forms(pack.entries("forms"), pack)]


def free(name: str = "x", kind: str = "text", **changes: object) -> dict:
    return {"name": name, "kind": kind, "label": WORDS} | changes


def test_a_sound_form_has_no_fault() -> None:
    assert faults({"name": "n", "element": "person.name"}, free()) == []


def test_all_faults_are_found_in_one_run() -> None:
    assert faults(
        {"name": "a", "element": "person.nothing"},
        free("b", "choice"),
        free("c", "date", minimum="1.1.2026"),
        free("d", "text", maximum="9"),
        {"name": "e", "element": "firm.name"},
        {"name": "f", "element": "person.name", "about": "applicant"},
    ) == [
        "forms.element_unknown",
        "forms.choices_missing",
        "forms.bound_unreadable",
        "forms.bound_unreadable",
        "forms.subject_unclear",
    ]


def test_bounds_that_fit_are_accepted() -> None:
    assert faults(free("a", "number", minimum="0", maximum="-3"), free("b", "money", minimum="0.5"),
                  free("c", "date", maximum="2026-01-31")) == []  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        [{"name": "x"}],
        [{"name": "x", "kind": "text"}],
        [free("x"), free("x")],
        [free("x", shown_when={"field": "later", "is_in": ["yes"]}), free("later", "yes-no")],
        [free("X")],
        [free("x", "poem")],
        [free("x", max_length=0)],
        [free("x", colour="red")],
        [free("x", shown_when={"field": "x", "is_in": []})],
    ],
)
def test_malformed_forms_are_refused(fields: list[dict]) -> None:
    with pytest.raises(ValidationError):
        an_entry(*fields)


def test_a_form_can_be_made_from_the_pack_alone() -> None:
    made = form_from_pack(
        pack_with({"name": "n", "element": "person.name"}, {"name": "gone", "element": "person.x"}),
        "qianzhu",
    )
    assert made is not None
    assert [(f.name, f.kind) for f in made.fields] == [
        ("n", FieldKind.TEXT), ("gone", FieldKind.TEXT),
    ]  # fmt: skip
    assert form_from_pack(pack_with(free()), "nothing") is None
