"""A form over the small register of the elements' factory."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.elements.tests.factories import a_register
from tongban.forms.api import (
    FieldKind,
    FieldView,
    FormEntry,
    FormView,
    SectionView,
    SubjectRole,
    publish_forms,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
WORDS = {"zh-Hans": "字段", "en": "Field"}


def a_field(name: str, kind: FieldKind = FieldKind.TEXT, **changes: object) -> FieldView:
    """A required free field."""
    given: dict = {
        "name": name, "element_id": None, "label": Text.of(name, name), "kind": kind,
        "required": True, "options": (), "hint": None, "editable": True, "shown_when": None,
        "subject_role": SubjectRole.SUBJECT,
    }  # fmt: skip
    return FieldView(**(given | changes))


def a_form(*fields: FieldView) -> FormView:
    """A form of one section."""
    return FormView("f", 1, "form_1", Text.of("表", "Form"), (SectionView(Text.of("一"), fields),))


def an_entry(*fields: dict, code: str = "qianzhu") -> FormEntry:
    """A form as a pack writes it; a plain one when no fields are given."""
    chosen = list(fields) or [
        {"name": "name", "element": "person.name"},
        {"name": "phone", "element": "person.contact.phone"},
        {"name": "my_name", "element": "person.name", "about": "applicant"},
        {"name": "wish", "element": "person.wish", "required": False},
        {"name": "has_child", "kind": "yes-no", "label": WORDS},
        {
            "name": "child",
            "kind": "text",
            "label": WORDS,
            "shown_when": {"field": "has_child", "is_in": ["yes"]},
        },
    ]
    return FormEntry.model_validate(
        {"code": code, "title": WORDS, "sections": [{"title": WORDS, "fields": chosen}]}
    )


def a_published_form(*fields: dict, code: str = "qianzhu") -> None:
    """Publish the register and the form."""
    a_register()
    publish_forms(actor=SYSTEM, entries=(an_entry(*fields, code=code),), release="r1", now=NOW)
