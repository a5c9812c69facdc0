"""Submitting: what happens at once, what is refused, and that nothing is half-done."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tongban.cases.api import (
    CaseState,
    ItemVersionStale,
    Light,
    MaterialsMissing,
    SignInToApply,
    TokenUnusable,
    case,
)
from tongban.cases.models import Case
from tongban.cases.tests.factories import (
    NOW,
    a_house,
    a_resident,
    an_officer,
    publish_again,
    submit,
)
from tongban.certificates.api import my_certificates
from tongban.decisions.api import Outcome, replay
from tongban.forms.api import FormNotComplete
from tongban.identity.tests.factories import payloads_about
from tongban.kernel.actor import Actor, Assurance
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


class TestInstant:
    def test_rules_decide_and_the_certificate_is_there_at_once(self):
        me = a_resident()
        done = submit(me)
        assert done.state is CaseState.APPROVED
        assert done.receipt.outcome is Outcome.PASS
        assert replay(done.receipt)
        assert [step.kind for step in done.steps] == [
            "Submitted", "Accepted", "Approved", "CertificateIssued",
        ]  # fmt: skip
        (issued,) = my_certificates(me)
        assert (issued.id,) == done.certificate_ids
        assert {field.name: field.value for field in issued.fields} == {
            "wish": "长住",
            "months": "14",
        }
        assert done.clock.light is Light.GREEN
        assert case(me, done.id, NOW) == done

    def test_what_a_source_locks_is_not_typed_over(self):
        done = submit(a_resident(), answers={"name": "冒名", "phone": "19900001234"})
        assert done.answers["name"] == "欧阳示例"

    def test_rules_never_refuse_a_doubt_goes_to_a_person(self):
        waiting = submit(a_resident(months=2))
        assert waiting.state is CaseState.SUBMITTED
        assert waiting.receipt.outcome is Outcome.TO_PERSON
        assert [reason.row for reason in waiting.receipt.reasons] == ["too-short"]
        assert waiting.certificate_ids == ()

    def test_evidence_outbox_and_rows_stand_together_without_names(self):
        done = submit(a_resident())
        (leaf,) = leaves_about(PLATFORM, done.id)
        assert [event["kind"] for event in leaf.facts["events"]] == [
            step.kind for step in done.steps
        ]
        told = payloads_about(done.id)
        assert [payload["step"] for payload in told] == ["Submitted", "Accepted", "Approved"]
        for words in (str(leaf.facts), str(told)):
            assert "欧阳" not in words
            assert "19900001234" not in words

    def test_nothing_personal_lies_open_in_the_tables(self):
        submit(a_resident())
        with connection.cursor() as cursor:
            cursor.execute("SELECT c::text, e::text FROM cases_case c, cases_caseevent e")
            rows = str(cursor.fetchall())
        assert "欧阳" not in rows
        assert "19900001234" not in rows

    def test_a_case_costs_few_statements(self):
        submit(a_resident())
        me = a_resident()
        with CaptureQueriesContext(connection) as seen:
            submit(me)
        real = [q["sql"] for q in seen if "SAVEPOINT" not in q["sql"]]
        assert (
            len(real) <= 16
        )  # one reads the signing key and one the log's name; in a sitting less


class TestSubmitting:
    def test_the_same_token_gives_the_same_case(self):
        me = a_resident()
        first = submit(me, idempotency_token="token-aaaa")
        again = submit(me, idempotency_token="token-aaaa", answers={})
        assert again.id == first.id
        assert again.query_code == first.query_code
        assert Case.objects.count() == 1
        assert len(leaves_about(PLATFORM, first.id)) == 1
        assert submit(me, idempotency_token="token-bbbb").id != first.id

    def test_a_token_belongs_to_one_person(self):
        mine = submit(a_resident(), idempotency_token="token-aaaa")
        other = submit(a_resident(), idempotency_token="token-aaaa")
        assert mine.id != other.id

    @pytest.mark.parametrize("token", ["", "short", "x" * 81, "with space 1", "drop;table-1"])
    def test_a_form_without_a_token_is_refused(self, token: str):
        with pytest.raises(TokenUnusable):
            submit(a_resident(), idempotency_token=token)

    def test_a_stale_guide_is_refused_and_nothing_kept(self, monkeypatch: pytest.MonkeyPatch):
        me = a_resident()
        publish_again(monkeypatch)
        with pytest.raises(ItemVersionStale) as refused:
            submit(me, item_version=1)
        assert "2" in refused.value.message.zh
        assert Case.objects.count() == 0
        assert submit(me, item_version=2).state is CaseState.APPROVED

    def test_every_faulty_answer_is_named_at_once(self):
        with pytest.raises(FormNotComplete) as refused:
            submit(a_resident(known=False), answers={"phone": "12"})
        assert {problem.where for problem in refused.value.problems} == {"name", "phone"}

    def test_a_silent_source_asks_for_its_fallback(self):
        answers = {"name": "欧阳示例", "phone": "19900001234"}
        with pytest.raises(MaterialsMissing) as refused:
            submit(a_resident(known=False), answers=answers)
        (problem,) = refused.value.problems
        assert problem.where == "material:permit"
        assert problem.mend.zh == "上传居住证"
        with pytest.raises(MaterialsMissing) as refused:
            submit(
                a_resident(known=False),
                answers=answers,
                material_blobs={"permit": "blob_of_somebody_else"},
            )
        assert refused.value.problems[0].code == "cases.material_unreadable"

    def test_strangers_and_officers_do_not_apply(self):
        for actor in (Actor.anonymous(), an_officer(), PLATFORM):
            with pytest.raises(SignInToApply):
                submit(actor)

    def test_a_failure_half_way_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch):
        me = a_resident()

        def broken(**_: object) -> None:
            raise RuntimeError("the outbox fell down")

        with monkeypatch.context() as patch:
            patch.setattr("tongban.cases.writing.publish_all", broken)
            with pytest.raises(RuntimeError), transaction.atomic():
                submit(me, idempotency_token="token-aaaa")
        assert Case.objects.count() == 0
        assert my_certificates(me) == ()
        assert submit(me, idempotency_token="token-aaaa").state is CaseState.APPROVED


class TestWhoMayApply:
    def test_a_weak_identity_is_told_what_to_do(self, monkeypatch: pytest.MonkeyPatch):
        me = a_resident()
        weak = Actor(
            kind=me.kind,
            subject_id=me.subject_id,
            account_id=me.account_id,
            assurance=Assurance.NONE,
        )
        with pytest.raises(SignInToApply):
            submit(weak)
