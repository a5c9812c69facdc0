"""What waits for an editor, and what the lints say of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.catalogue.api import (
    ItemNotFound,
    Severity,
    draft_findings,
    draft_item,
    open_versions,
)
from tongban.catalogue.tests.factories import AGENCY, NOW, editor, item
from tongban.catalogue.tests.test_actions import claimed
from tongban.kernel.actor import Actor, Duty

pytestmark = pytest.mark.django_db
OTHER = "11990000MB0000001X"


@pytest.fixture
def code() -> str:
    claimed()
    document = item()
    draft_item(actor=editor(), document=document, now=NOW)
    return document.code


def overseer(duty: Duty) -> Actor:
    post = replace(editor(OTHER).posts[0], duties=frozenset({duty}))
    return replace(editor(OTHER), posts=(post,))


def test_its_editor_and_overseers_see_the_draft(code: str):
    readers = (editor(AGENCY), overseer(Duty.OPERATOR), overseer(Duty.SUPERVISOR))
    for reader in readers:
        assert [line.code for line in open_versions(reader).items] == [code]


def test_nobody_else_sees_it(code: str):
    for reader in (editor(OTHER), overseer(Duty.WINDOW_CLERK), Actor.anonymous()):
        assert open_versions(reader).items == ()
        with pytest.raises(ItemNotFound):
            draft_findings(reader, code, NOW)


def test_pages_go_on_where_they_ended(code: str):
    first = open_versions(editor(AGENCY), size=1)
    assert first.next_cursor is None
    assert open_versions(editor(AGENCY), cursor="1").items == ()


def test_the_findings_are_those_that_would_stop_publication(code: str):
    found = draft_findings(editor(AGENCY), code, NOW)
    assert any(finding.severity is Severity.ERROR for finding in found), "no law is published here"
    assert all(finding.mend.zh for finding in found)
