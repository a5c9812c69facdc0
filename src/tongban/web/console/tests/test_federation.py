"""The console's page of the federation: what came back, and a form that puts it right."""

from __future__ import annotations

import pytest

from tongban.federation.api import reporting
from tongban.federation.tests.factories import MEMBER, SYSTEM, Line, a_case, an_item
from tongban.federation.tests.factories import line as line
from tongban.kernel.actor import Duty
from tongban.web.console.tests.test_batches import at_console
from tongban_wire.rows import RowKind

pytestmark = pytest.mark.django_db
PAGE = "/console/federation"


def test_without_a_code_the_page_says_how_to_join(monkeypatch, settings) -> None:
    settings.PLATFORM_CODE = ""
    page = at_console(monkeypatch, Duty.OPERATOR).get(PAGE).content.decode()
    assert "TONGBAN_PLATFORM_CODE" in page
    assert at_console(monkeypatch, Duty.DATA_STEWARD).get(PAGE).status_code == 403


def test_an_operator_puts_a_rejected_row_right(monkeypatch, line: Line) -> None:
    line.keep(RowKind.ITEM, an_item())
    line.keep(RowKind.CASE, a_case(state="77", applyer_name="<b>测"))
    line.send()
    [lost] = reporting(SYSTEM).exceptions
    console = at_console(monkeypatch, Duty.OPERATOR)
    page = console.get(PAGE).content.decode()
    assert all(
        words in page for words in (MEMBER, "State of the case", lost.key, "not in the code list")
    )
    door = f"{PAGE}/rows/{lost.id}"
    bad = console.post(door, {"field-state": "78", "reason": ""})
    assert bad.status_code == 422
    assert 'value="78"' in bad.content.decode()
    assert console.post(door, {"field-state": "12", "reason": "录入有误"}).status_code == 303
    assert console.post(door, {"reason": ""}).status_code == 422
    assert line.send() == 1
    assert reporting(SYSTEM).accepted == 2


def test_a_hub_that_is_away_shows_why(monkeypatch, line: Line) -> None:
    line.lose_batch = True
    line.keep(RowKind.ITEM, an_item())
    line.send()
    page = at_console(monkeypatch, Duty.OPERATOR).get(PAGE).content.decode()
    assert "lost on the way up" in page
