"""Batches: every row once however often it is started, refused rows listed, the rest issued."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.actions import issue_batch as module
from tongban.certificates.api import (
    BatchNotFound,
    BatchNotReadable,
    BatchRow,
    IssuerNotAllowed,
    VerifyOutcome,
    batch,
    batches,
    issue_batch,
    read_batch,
    verify,
)
from tongban.certificates.models import Certificate, IssueBatch
from tongban.certificates.tests.factories import (
    HOLDER,
    NOW,
    SYSTEM,
    issue,
    officer,
    publish_type,
    type_file,
)
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    NewSubject,
    Sex,
    SubjectKind,
    register_subjects,
)
from tongban.identity.tests.factories import payloads_about
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Assurance
from tongban.kernel.codes import certificate_id, resident_id
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
FIELDS = {"address": "实例省一号市", "purpose": "就业", "phone": "1990000xxxx"}
COLUMNS = ("number", "name", *FIELDS)


@pytest.fixture(autouse=True)
def _house() -> None:
    a_calendar()
    publish(an_entry())
    publish_type()


def people(count: int) -> list[BatchRow]:
    born = date(1990, 1, 1)
    numbers = [
        str(resident_id.make("990102", born + timedelta(days=n // 900), n % 900 + 1))
        for n in range(count)
    ]
    register_subjects(
        actor=SYSTEM,
        now=NOW,
        new=[
            NewSubject(
                kind=SubjectKind.PERSON,
                name=f"示例{n}",
                identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, number),),
                region="990102",
                assurance=Assurance.L4,
                birth_date=born + timedelta(days=n // 900),
                sex=Sex.MALE if int(number[-2]) % 2 else Sex.FEMALE,
                id=f"subj_batch_{n}",
            )
            for n, number in enumerate(numbers)
        ],
    )
    return [BatchRow(number, f"示例{n}", FIELDS) for n, number in enumerate(numbers)]


def run(rows: list[BatchRow], **changes: object):
    given: dict = {
        "actor": officer(), "type_code": "residence-permit", "issuer_agency_code": AGENCY,
        "columns": COLUMNS, "rows": rows, "now": NOW,
    }  # fmt: skip
    return issue_batch(**(given | changes))


def test_every_row_is_a_whole_certificate_with_its_leaf_and_event():
    done = run(people(5))
    assert (done.total, done.done, done.issued, done.refused) == (5, 5, 5, 0)
    assert done.finished_at == NOW
    rows = list(Certificate.objects.order_by("batch_row"))
    assert [row.batch_row for row in rows] == [1, 2, 3, 4, 5]
    for row in rows:
        certificate_id.parse(row.identifier)
        assert verify(row.verify_token, NOW).outcome is VerifyOutcome.VALID
        assert [leaf.kind for leaf in leaves_about(SYSTEM, row.id)] == ["certificates.issued"]
        assert len(payloads_about(row.id)) == 1
    assert len({row.number for row in rows}) == len({row.verify_token for row in rows}) == 5
    one = issue(holder_id="subj_batch_0")
    theirs = Certificate.objects.get(batch_row=1)
    for name in ("valid_from", "valid_until", "issuer_name", "type_version", "status"):
        assert getattr(theirs, name) == getattr(Certificate.objects.get(id=one.id), name)


def test_the_same_list_again_issues_nothing_more():
    rows = people(3)
    first, second = run(rows), run(rows)
    assert (first.id, first.issued) == (second.id, second.issued)
    assert Certificate.objects.count() == 3


@pytest.mark.parametrize("dies_after", range(4))
def test_a_run_that_was_killed_goes_on_where_it_stood(monkeypatch, dies_after: int):
    monkeypatch.setattr(module, "CHUNK_ROWS", 2)
    rows = people(7)
    heard: list[int] = []

    def die(done: int) -> None:
        heard.append(done)
        if len(heard) > dies_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(rows, progress=die)
    assert Certificate.objects.count() == min(2 * (dies_after + 1), 7)
    again = run(rows)
    assert (again.issued, again.done) == (7, 7)
    assert sorted(Certificate.objects.values_list("batch_row", flat=True)) == list(range(1, 8))


def test_a_chunk_that_fails_midway_leaves_nothing_of_itself(monkeypatch):
    monkeypatch.setattr(module, "CHUNK_ROWS", 2)
    rows = people(4)
    proven = module.prove_issue

    def fail(actor, issued, now, supervisor):
        proven(actor, issued, now, supervisor)
        if any(row.batch_row == 4 for row, _ in issued):
            raise OSError("no space left on device")

    monkeypatch.setattr(module, "prove_issue", fail)
    with pytest.raises(OSError, match="space"):
        run(rows)
    assert Certificate.objects.count() == 2
    monkeypatch.setattr(module, "prove_issue", proven)
    assert run(rows).issued == 4


def test_rows_that_cannot_be_issued_are_listed_with_every_reason():
    rows = people(3)
    wrong = [
        BatchRow(rows[0].number, "别人", {**FIELDS, "address": " "}),
        BatchRow("990102199001019999", "示例1", FIELDS),
        BatchRow(rows[2].number, "示例2", {**FIELDS, "phone": "长" * 2001}),
        rows[1],
    ]
    done = run(wrong)
    assert (done.issued, done.refused) == (1, 3)
    assert [(r.row, len(r.reasons)) for r in done.refusals] == [(1, 2), (2, 1), (3, 1)]
    assert "别人" not in str(done)


def test_a_type_held_once_is_not_given_twice():
    publish_type(type_file(one_per_holder=True))
    rows = people(2)
    issue(holder_id="subj_batch_0")
    done = run([*rows, rows[1]])
    assert (done.issued, [r.row for r in done.refusals]) == (1, [1, 3])


@pytest.mark.parametrize(
    ("columns", "rows"),
    [(("number", *FIELDS), 1), ((*COLUMNS, "salary"), 1), (COLUMNS, 0)],
)
def test_a_list_that_is_wrong_as_a_whole_issues_nothing(columns: tuple[str, ...], rows: int):
    with pytest.raises(BatchNotReadable) as refused:
        run(people(1)[:rows], columns=columns)
    assert len(refused.value.problems) == 1
    assert Certificate.objects.count() == 0


def test_a_list_of_a_body_of_another_line_is_refused_whole():
    publish_type(type_file(issuer_line="public-security"))
    with pytest.raises(IssuerNotAllowed) as refused:
        run(people(1))
    assert refused.value.code == "certificates.type_not_theirs"
    assert not IssueBatch.objects.exists()


def test_only_the_issuing_body_issues_and_follows():
    rows = people(1)
    for actor in (HOLDER, officer("11990102000102621Q")):
        with pytest.raises(IssuerNotAllowed):
            run(rows, actor=actor)
    done = run(rows)
    assert batch(officer(), done.id) == done
    assert batches(HOLDER) == batches(officer("11990102000102621Q")) == ()
    with pytest.raises(BatchNotFound):
        batch(officer("11990102000102621Q"), done.id)


def test_a_chunk_costs_as_many_statements_as_it_has_none_per_row():
    def statements(count: int, start: int) -> int:
        rows = everybody[start : start + count]
        with CaptureQueriesContext(connection) as seen:
            run(rows)
        return len(seen)

    everybody = people(60)
    run(everybody[:1])
    assert statements(40, 20) == statements(5, 5)


class TestFile:
    def test_a_csv_is_read_as_it_is(self, tmp_path: Path):
        path = tmp_path / "list.csv"
        path.write_text("\ufeffnumber,name,address\n 1 ,王𠮷, 某路\n2,乙\n", encoding="utf-8")
        columns, rows = read_batch(path)
        assert columns == ("number", "name", "address")
        assert rows[0] == BatchRow("1", "王𠮷", {"address": " 某路"})
        assert rows[1] == BatchRow("2", "乙", {"address": ""})

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00bad", b'number,name\n"open'])
    def test_what_is_no_csv_is_refused(self, tmp_path: Path, content: bytes):
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        with pytest.raises(BatchNotReadable):
            read_batch(path)
        with pytest.raises(BatchNotReadable):
            read_batch(tmp_path / "nothing.csv")
