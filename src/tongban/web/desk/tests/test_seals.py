"""Seals at the desk: who sees them, two persons, a stopped seal, and the record of every use."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tongban.kernel.actor import Duty
from tongban.seals.api import Standing, requests_waiting, seal, seal_uses
from tongban.seals.tests.factories import (
    ARTICLE,
    NOW,
    OTHER_AGENCY,
    PERMIT,
    Purpose,
    a_bureau,
    a_keeper,
    a_seal,
    use,
)
from tongban.web.desk.tests.visitors import seat

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LETTER, NOTICE = Purpose("document", "letter"), Purpose("document", "notice")


@pytest.fixture(autouse=True)
def _bureau(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    a_bureau()
    settings.BLOB_DIR = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))


@pytest.fixture
def kept():
    """A seal for letters, and for notices with two persons."""
    return a_seal(
        scope=(PERMIT, LETTER, NOTICE), two_person=(NOTICE,), articles=(ARTICLE,), code="official"
    )


def put(desk: Client, seal_id: str, **typed):
    """Send the form that puts the seal on a file."""
    given = {"document": "明城函〔2026〕8号", "purpose": str(LETTER), "file": _file()} | typed
    return desk.post(f"/desk/seals/{seal_id}/use", {k: v for k, v in given.items() if v})


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.pdf", PDF, "application/pdf")


def stop(desk: Client, seal_id: str, standing: Standing, **typed):
    """Send the form that changes its standing."""
    given = {"standing": standing.value, "article": str(ARTICLE), "reason": "介质遗失"} | typed
    return desk.post(f"/desk/seals/{seal_id}/standing", given)


def test_only_keepers_see_seals_and_only_those_of_their_agency(monkeypatch, kept):
    reviewer = seat(monkeypatch, a_keeper(duty=Duty.REVIEWER))
    assert reviewer.get("/desk/seals").status_code == 403
    assert "/desk/seals" not in reviewer.get("/desk/").content.decode()
    stranger = seat(monkeypatch, a_keeper("x", agency=OTHER_AGENCY))
    assert kept.name.en not in stranger.get("/desk/seals").content.decode()
    assert stranger.get(f"/desk/seals/{kept.id}").status_code == 404
    assert put(stranger, kept.id).status_code == 404
    keeper = seat(monkeypatch, a_keeper())
    assert kept.name.en in keeper.get("/desk/seals").content.decode()
    assert "/desk/seals" in keeper.get("/desk/").content.decode()


def test_a_use_stands_in_the_record_and_is_found_by_day_and_number(monkeypatch, kept):
    desk = seat(monkeypatch, a_keeper())
    assert put(desk, kept.id).status_code == 303
    (used,) = seal_uses(a_keeper(), kept.id, NOW).items
    address = f"/desk/seals/{kept.id}"
    for query, found in (
        ("", True),
        ("?day=2026-11-23", True),
        ("?day=2026-11-22", False),
        ("?document=明城函〔2026〕8号", True),
        ("?document=other", False),
        ("?day=nonsense", True),
    ):
        assert (used.digest in desk.get(address + query).content.decode()) is found, query


def test_everything_missing_is_told_at_once(monkeypatch, kept):
    desk = seat(monkeypatch, a_keeper(), language="zh-hans")
    answer = put(desk, kept.id, document="", purpose="nonsense", file=None)
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("没有写文件编号", "没有选择用印事由", "没有选择文件"):
        assert words in page
    assert not seal_uses(a_keeper(), kept.id, NOW).items


def test_what_is_outside_the_scope_is_refused_in_words(monkeypatch, kept):
    answer = put(seat(monkeypatch, a_keeper()), kept.id, purpose="document:contract")
    assert answer.status_code == 403
    assert "outside what this seal may be used for" in answer.content.decode()


def test_two_persons_use_a_seal_and_neither_can_alone(monkeypatch, kept):
    first = seat(monkeypatch, a_keeper("a"))
    assert put(first, kept.id, purpose=str(NOTICE))["Location"] == "/desk/seals"
    assert not seal_uses(a_keeper(), kept.id, NOW).items
    (asked,) = requests_waiting(a_keeper("b"), NOW)
    answer = f"/desk/seal-requests/{asked.id}"
    assert answer not in re.findall(r'action="([^"]*)"', first.get("/desk/seals").content.decode())
    assert first.post(answer, {"answer": "approve"}).status_code == 403
    second = seat(monkeypatch, a_keeper("b"))
    assert second.get(f"{answer}/file").content == PDF
    assert second.post(answer, {"answer": "approve"}).status_code == 303
    (used,) = seal_uses(a_keeper(), kept.id, NOW).items
    assert (used.account_id, used.second_account_id) == ("acct_a", "acct_b")
    assert second.post(answer, {"answer": "approve"}).status_code == 409


def test_who_declines_seals_nothing(monkeypatch, kept):
    put(seat(monkeypatch, a_keeper("a")), kept.id, purpose=str(NOTICE))
    (asked,) = requests_waiting(a_keeper("b"), NOW)
    second = seat(monkeypatch, a_keeper("b"))
    sent = {"answer": "decline", "reason": "文号不对"}
    assert second.post(f"/desk/seal-requests/{asked.id}", sent).status_code == 303
    assert not requests_waiting(a_keeper("b"), NOW)
    assert not seal_uses(a_keeper(), kept.id, NOW).items


def test_the_file_of_a_request_is_for_keepers_of_that_seal(monkeypatch, kept):
    put(seat(monkeypatch, a_keeper("a")), kept.id, purpose=str(NOTICE))
    (asked,) = requests_waiting(a_keeper("b"), NOW)
    address = f"/desk/seal-requests/{asked.id}/file"
    stranger = seat(monkeypatch, a_keeper("x", agency=OTHER_AGENCY))
    assert stranger.get(address).status_code == 404
    assert seat(monkeypatch, a_keeper(duty=Duty.APPROVER)).get(address).status_code == 403


def test_a_suspended_seal_refuses_at_once_and_can_be_restored(monkeypatch, kept):
    desk = seat(monkeypatch, a_keeper())
    assert stop(desk, kept.id, Standing.SUSPENDED).status_code == 303
    assert "介质遗失" in desk.get(f"/desk/seals/{kept.id}").content.decode()
    assert put(desk, kept.id).status_code == 409
    assert stop(desk, kept.id, Standing.IN_FORCE).status_code == 303
    assert put(desk, kept.id).status_code == 303
    assert stop(desk, kept.id, Standing.REVOKED).status_code == 303
    assert stop(desk, kept.id, Standing.IN_FORCE).status_code == 409


def test_stopping_a_seal_takes_an_article_and_a_reason(monkeypatch, kept):
    desk = seat(monkeypatch, a_keeper())
    assert stop(desk, kept.id, Standing.SUSPENDED, reason=" ").status_code == 422
    assert (
        stop(desk, kept.id, Standing.SUSPENDED, article="xuke-fa/1@2019-04-23").status_code == 422
    )
    assert seal(a_keeper(), kept.id, NOW).standing is Standing.IN_FORCE


def test_the_record_pages_back(monkeypatch, kept):
    for number in range(31):
        use(kept, document_id=f"doc-{number:02d}", now=NOW + timedelta(seconds=number))
    desk = seat(monkeypatch, a_keeper())
    page = desk.get(f"/desk/seals/{kept.id}").content.decode()
    assert "doc-30" in page
    assert "doc-00" not in page
    older = re.search(r'href="(/desk/seals/[^"]*cursor=[^"]*)"', page)
    assert "doc-00" in desk.get(older[1]).content.decode()
