"""What a pack may write about elements and sources."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pydantic import BaseModel, ValidationError

from tongban.content.api import Entry, Manifest, PackView, Severity
from tongban.elements.schema import check_elements, check_sources
from tongban.elements.tests.factories import a_source, an_element
from tongban.kernel.text import Text

MANIFEST = Manifest(
    format=1, code="t", version="1", title=Text.of("测试", "Test"), division="990000"
)
PACK = PackView(
    MANIFEST,
    {},
    {
        "agencies": frozenset({"cgj-990102"}),
        "sources": frozenset({"population"}),
        "code-lists": frozenset({"sex"}),
    },
)


def entries(models: Sequence[BaseModel]) -> tuple[Entry, ...]:
    return tuple(Entry(str(n), model, "file.yaml", 1) for n, model in enumerate(models))


def test_a_source_needs_an_agency_of_the_pack() -> None:
    good, bad = a_source(), a_source("permits", agency="nobody")
    assert [p.code for p in check_sources(entries((good, bad)), PACK)] == [
        "elements.agency_unknown"
    ]


def test_elements_need_a_known_source_and_code_list() -> None:
    models = (
        an_element("person.sex", "code", code_list="sex"),
        an_element("person.a", "code", "nowhere", code_list="nolist"),
        an_element("person.b", source=None),
    )
    assert {p.code for p in check_elements(entries(models), PACK)} == {
        "elements.source_unknown",
        "elements.code_list_unknown",
    }


def test_the_same_fact_twice_is_warned_of() -> None:
    name = {"zh-Hans": "姓名", "en": "Name"}
    models = (
        an_element("person.name", name=name),
        an_element("person.full_name", name=name),
        an_element("firm.name", name=name),
    )
    (problem,) = check_elements(entries(models), PACK)
    assert (problem.code, problem.severity) == ("elements.same_fact_twice", Severity.WARNING)


@pytest.mark.parametrize(
    ("element_id", "changes"),
    [
        ("name", {}),
        ("dog.name", {}),
        ("person.Name", {}),
        ("person.x", {"kind": "code"}),
        ("person.x", {"code_list": "sex"}),
        ("person.x", {"kind": "poem"}),
        ("person.x", {"colour": "red"}),
    ],
)
def test_malformed_elements_are_refused(element_id: str, changes: dict) -> None:
    with pytest.raises(ValidationError):
        an_element(element_id, **changes)
