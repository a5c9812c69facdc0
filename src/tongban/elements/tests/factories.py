"""A small register of elements and sources for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.agencies.tests.factories import an_entry, publish
from tongban.elements.api import (
    ElementEntry,
    RegisterRowInput,
    Scalar,
    SourceEntry,
    publish_elements,
    publish_sources,
    put_register_rows,
)
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
PURPOSE = ArticleRef("juzhuzheng-tiaoli", "10", "2015-11-26")


def a_source(code: str = "population", **changes: object) -> SourceEntry:
    """A register of the county bureau of the agencies' factory."""
    given: dict = {
        "code": code,
        "name": {"zh-Hans": "人口库", "en": "Population register"},
        "agency": "cgj-990102",
        "dispute": {"zh-Hans": "到窗口提出异议", "en": "Contest it at a hall"},
    }
    return SourceEntry.model_validate(given | changes)


def an_element(
    element_id: str, kind: str = "text", source: str | None = "population", **changes: object
) -> ElementEntry:
    """An element named by its id."""
    name = {"zh-Hans": element_id, "en": element_id}
    given: dict = {"id": element_id, "name": name, "kind": kind, "source": source}
    return ElementEntry.model_validate(given | changes)


ELEMENTS = (
    an_element("person.name"),
    an_element("person.birth_date", "date"),
    an_element("person.alive", "yes-no"),
    an_element("person.permit.status", "code", "permits", code_list="permit-status"),
    an_element("person.permit.months", "number", "permits"),
    an_element("person.contact.phone", "phone", "account"),
    an_element("person.wish", "text", None),
)


def a_register() -> None:
    """Publish three sources (one not authoritative) and their elements."""
    publish(an_entry())
    sources = (a_source(), a_source("permits"), a_source("account", authoritative=False))
    publish_sources(actor=SYSTEM, entries=sources, release="release_1", now=NOW)
    publish_elements(actor=SYSTEM, entries=ELEMENTS, release="release_1", now=NOW)


def put(source_code: str, subject_id: str, **values: Scalar) -> int:
    """Write one record; ``person__birth_date=…`` reads ``person.birth_date``."""
    row = RegisterRowInput(
        subject_id, {name.replace("__", "."): value for name, value in values.items()}, NOW
    )
    return put_register_rows(actor=SYSTEM, source_code=source_code, rows=(row,), now=NOW)
