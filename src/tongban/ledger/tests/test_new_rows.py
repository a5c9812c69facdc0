"""New rows as they are: the same in the table as by way of the model."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, models, transaction
from django.test.utils import isolate_apps

from tongban.ledger.api import insert_rows
from tongban.ledger.models import SubjectKey
from tongban.ledger.new_rows import _plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 4, tzinfo=UTC)


def test_rows_read_back_as_they_were_and_are_no_longer_new():
    rows = [
        SubjectKey(subject_id="person_1", wrapped=b"\x00%s", created_at=NOW),
        SubjectKey(subject_id="person_2", created_at=NOW, destroyed_at=NOW),
    ]
    insert_rows(rows)
    found = {row.subject_id: row for row in SubjectKey.objects.order_by("subject_id")}
    assert bytes(found["person_1"].wrapped) == b"\x00%s"
    assert (found["person_2"].wrapped, found["person_2"].destroyed_at) == (None, NOW)
    rows[0].destroyed_at = NOW
    rows[0].save(update_fields=["destroyed_at"])
    assert SubjectKey.objects.filter(destroyed_at=NOW).count() == 2


def test_what_is_there_already_is_refused_and_nothing_to_write_writes_nothing():
    row = SubjectKey(subject_id="person_1", created_at=NOW)
    insert_rows([])
    insert_rows([row])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([row])
    assert SubjectKey.objects.count() == 1


def test_an_insert_of_the_callers_own_goes_in_the_same_statement(django_assert_num_queries):
    row = SubjectKey(subject_id="person_1", created_at=NOW)
    own = "INSERT INTO ledger_subjectkey (subject_id, created_at) SELECT %s::text, %s"
    with django_assert_num_queries(1):
        insert_rows([row], beside=(own, ["person_2", NOW]))
    insert_rows([], beside=(own, ["person_3", NOW]))
    found = SubjectKey.objects.order_by("subject_id").values_list("subject_id", flat=True)
    assert list(found) == ["person_1", "person_2", "person_3"]


@isolate_apps("tongban.ledger")
def test_a_key_the_table_counts_is_left_to_it_and_documents_are_written_as_such():
    class Counted(models.Model):
        facts = models.JSONField(null=True)

        class Meta:
            app_label = "ledger"

    head, values, (reading,) = _plan(Counted)
    assert head == 'INSERT INTO "ledger_counted" ("facts") VALUES '
    assert values == "(%s)"
    assert reading(Counted(facts=None)) is None
    assert reading(Counted(facts={"名": 1})).obj == {"名": 1}
