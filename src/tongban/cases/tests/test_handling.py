"""Handling by officers: the long way, who may do what, and the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.cases.api import (
    CaseChanged,
    CaseNotFound,
    CaseState,
    CaseView,
    DefectsNotToldAtOnce,
    Light,
    NotYourTask,
    ProcedureNotAllowed,
    StepNotPossible,
    TaskHeldByOther,
    WordsMissing,
    accept_case,
    append_deadlines,
    case,
    claim_task,
    decide_case,
    end_special_procedure,
    give_opinion,
    refuse_acceptance,
    release_task,
    request_correction,
    start_special_procedure,
    supply_correction,
    withdraw_case,
)
from tongban.cases.models import CaseEvent, Task
from tongban.cases.tests.factories import (
    COMMITTED,
    INSTANT,
    LAW,
    NOW,
    a_house,
    a_resident,
    an_officer,
    defect,
    do,
    submit,
    working_days,
)
from tongban.catalogue.api import ProcedureKind
from tongban.certificates.api import certificate
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span, SpanUnit
from tongban.notices.api import my_messages

pytestmark = pytest.mark.django_db
ARTICLE = ArticleRef.parse(LAW)
STRANGE_AGENCY = "11990102000102621Q"
THREE_DAYS = Span(3, SpanUnit.WORKING_DAY)


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


@pytest.fixture
def waiting(_house: None) -> CaseView:
    return submit(a_resident(), COMMITTED)


class TestTheLongWay:
    def test_correction_procedure_opinion_decision(self):
        me, officer = a_resident(), an_officer()
        seen = submit(me, COMMITTED)
        seen = self.corrected(me, officer, seen)
        seen = do(accept_case, officer, seen, now=NOW + working_days(3))
        seen = self.inspected(officer, seen)
        seen = do(give_opinion, officer, seen, opinion="建议准予", now=NOW + working_days(7))
        approved = {"approve": True, "opinion": "准予", "articles": [ARTICLE]}
        done = do(decide_case, officer, seen, **approved, now=NOW + working_days(8))
        assert (done.state, done.clock.light) == (CaseState.APPROVED, Light.GREEN)
        assert certificate(me, done.certificate_ids[0]).case_id == done.id
        assert not Task.objects.filter(done_at__isnull=True).exists()
        told = {one.title.en: one.link for one in my_messages(me).items}
        assert told == dict.fromkeys(
            ("Your case needs something put right", "Your case was approved"), f"/cases/{done.id}"
        )
        assert [step.kind for step in done.steps] == [
            "Submitted", "CorrectionRequested", "CorrectionSupplied", "Accepted",
            "SpecialProcedureStarted", "SpecialProcedureEnded", "OpinionGiven", "Approved",
            "CertificateIssued",
        ]  # fmt: skip

    def corrected(self, me: Actor, officer: Actor, seen: CaseView) -> CaseView:
        assert seen.clock.tell_by == datetime(2026, 11, 30, 15, 59, 59, 999999, tzinfo=UTC)
        told = do(request_correction, officer, seen, defects=[defect("wish"), defect("photo")])
        mine = case(me, seen.id, NOW)
        assert [d.target for d in mine.defects] == ["wish", "photo"]
        assert mine.available == ("supply_correction", "withdraw_case")
        answers = {"wish": "短住", "phone": "19911112222"}
        supplied = do(
            supply_correction,
            me,
            told,
            answers=answers,
            material_blobs={},
            now=NOW + working_days(2),
        )
        assert supplied.answers["wish"] == "短住"
        assert supplied.answers["phone"] == "19900001234"  # was not asked about
        return supplied

    def inspected(self, officer: Actor, seen: CaseView) -> CaseView:
        paused = do(
            start_special_procedure,
            officer,
            seen,
            procedure=ProcedureKind.INSPECTION,
            planned=THREE_DAYS,
            reason="现场看一看",
            now=NOW + working_days(4),
        )
        assert paused.clock.light is Light.PAUSED
        assert paused.clock.spans[0].article == ARTICLE
        ended = do(end_special_procedure, officer, paused, result="符合", now=NOW + working_days(6))
        assert (ended.clock.due_at - seen.clock.due_at).days >= 2
        return ended

    def test_a_denial_tells_reasons_law_and_remedies(self, waiting: CaseView):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        for words, articles in (("", [ARTICLE]), ("不符合", [])):
            denial = {"approve": False, "opinion": words, "articles": articles}
            with pytest.raises(WordsMissing):
                do(decide_case, officer, accepted, **denial)
        denial = {"approve": False, "opinion": "居住不满半年", "articles": [ARTICLE]}
        denied = do(decide_case, officer, accepted, **denial)
        assert (denied.state, denied.certificate_ids) == (CaseState.DENIED, ())
        for words in ("60日", "6个月", "居住不满半年", LAW):
            assert words in denied.steps[-1].detail.zh
        assert "县政府" in denied.remedies.zh

    def test_a_refused_acceptance_closes_with_a_reason(self, waiting: CaseView):
        given = {"reason": "不属于本机关职权", "articles": [ARTICLE]}
        refused = do(refuse_acceptance, an_officer(), waiting, **given)
        assert (refused.state, refused.available) == (
            CaseState.NOT_ACCEPTED,
            ("export_archive",),
        )

    def test_defects_are_told_once(self):
        me, officer = a_resident(), an_officer()
        told = do(request_correction, officer, submit(me, COMMITTED), defects=[defect("photo")])
        supplied = do(supply_correction, me, told, answers={}, material_blobs={})
        with pytest.raises(DefectsNotToldAtOnce) as refused:
            do(request_correction, officer, supplied, defects=[defect("photo"), defect("plan")])
        assert "plan" in refused.value.message.zh
        again = do(request_correction, officer, supplied, defects=[defect("photo")])
        assert again.state is CaseState.CORRECTING

    def test_a_notice_without_defects_is_refused(self, waiting: CaseView):
        for defects in ([], [defect("")]):
            with pytest.raises(WordsMissing):
                do(request_correction, an_officer(), waiting, defects=defects)

    @pytest.mark.parametrize(
        ("procedure", "days"), [(ProcedureKind.HEARING, 3), (ProcedureKind.INSPECTION, 11)]
    )
    def test_only_listed_procedures_within_their_limit(
        self, waiting: CaseView, procedure: ProcedureKind, days: int
    ):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        planned = Span(days, SpanUnit.WORKING_DAY)
        given = {"procedure": procedure, "planned": planned, "reason": "需要"}
        with pytest.raises(ProcedureNotAllowed):
            do(start_special_procedure, officer, accepted, **given)

    def test_a_party_withdraws_and_nobody_else_does(self):
        me = a_resident()
        waiting = submit(me, COMMITTED)
        for actor in (a_resident(), an_officer(), Actor.anonymous()):
            with pytest.raises(CaseNotFound):
                do(withdraw_case, actor, waiting)
        gone = do(withdraw_case, me, waiting)
        assert gone.state is CaseState.WITHDRAWN
        with pytest.raises(StepNotPossible):
            do(accept_case, an_officer(), gone)


class TestOfficers:
    def test_two_officers_on_one_task(self, waiting: CaseView):
        first, second = an_officer(name="a"), an_officer(name="b")
        assert do(claim_task, first, waiting).task.claimed_by_me
        seen = case(second, waiting.id, NOW)
        assert seen.task.claimed_by_other
        assert seen.available == ()
        with pytest.raises(TaskHeldByOther) as refused:
            do(accept_case, second, waiting)
        assert "post_a" in refused.value.message.zh
        assert "account_officer_a" not in str(refused.value.message)
        do(release_task, first, waiting)
        assert do(accept_case, second, waiting).state is CaseState.ACCEPTED

    def test_a_page_loaded_before_the_last_step_is_stale(self, waiting: CaseView):
        officer = an_officer()
        do(accept_case, officer, waiting)
        with pytest.raises(CaseChanged):
            do(accept_case, officer, waiting)
        assert CaseEvent.objects.filter(case_id=waiting.id, kind="Accepted").count() == 1

    def test_the_same_step_twice_is_not_possible(self, waiting: CaseView):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        with pytest.raises(StepNotPossible):
            do(accept_case, officer, accepted)

    def test_the_wrong_regions_officer_is_refused(self, waiting: CaseView):
        with pytest.raises(NotYourTask):
            do(accept_case, an_officer(region="990104"), waiting)
        citywide = an_officer(region="990100")
        assert do(accept_case, citywide, waiting).state is CaseState.ACCEPTED

    def test_another_agencys_officer_finds_nothing(self, waiting: CaseView):
        stranger = an_officer(agency_code=STRANGE_AGENCY)
        with pytest.raises(CaseNotFound):
            do(accept_case, stranger, waiting)
        with pytest.raises(CaseNotFound):
            case(stranger, waiting.id, NOW)

    def test_a_clerk_accepts_but_does_not_decide(self, waiting: CaseView):
        clerk = an_officer(Duty.WINDOW_CLERK)
        accepted = do(accept_case, clerk, waiting)
        assert "decide_case" not in accepted.available
        with pytest.raises(NotYourTask):
            do(decide_case, clerk, accepted, approve=True, opinion="准予", articles=[])

    def test_what_a_clerk_accepted_waits_for_who_may_decide(self, waiting: CaseView):
        accepted = do(accept_case, an_officer(Duty.WINDOW_CLERK, name="clerk"), waiting)
        approver = an_officer(name="approver")
        assert do(claim_task, approver, accepted).task.claimed_by_me

    def test_a_closed_case_takes_no_step(self):
        officer, done = an_officer(), submit(a_resident(), INSTANT)
        with pytest.raises(StepNotPossible):
            do(accept_case, officer, done)
        assert case(officer, done.id, NOW).available == ("export_archive",)

    def test_what_happened_cannot_be_changed(self, waiting: CaseView):
        for statement in (
            "UPDATE cases_caseevent SET by = 'nobody'",
            "DELETE FROM cases_caseevent",
        ):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class TestClocks:
    def test_silence_for_five_days_is_acceptance_and_is_written_down(self, waiting: CaseView):
        assert append_deadlines(NOW + working_days(5)) == 0
        late = NOW + working_days(6)
        assert append_deadlines(late) == 2  # five days of silence, and the promise of five days
        assert append_deadlines(late) == 0
        officer = an_officer()
        seen = case(officer, waiting.id, late)
        assert (seen.state, seen.clock.light) == (CaseState.ACCEPTED, Light.RED)
        assert [step.kind for step in seen.steps].count("DeadlineAppended") == 2
        with pytest.raises(StepNotPossible):
            do(request_correction, officer, seen, defects=[defect("photo")], now=late)

    def test_each_deadline_is_written_once_when_it_comes(self, waiting: CaseView):
        accepted = do(accept_case, an_officer(), waiting)
        for days in (6, 7, 30, 31):
            append_deadlines(NOW + working_days(days))
        seen = case(an_officer(), waiting.id, NOW + working_days(31))
        assert [step.kind for step in seen.steps].count("DeadlineAppended") == 2
        assert seen.clock.due_at == accepted.clock.due_at

    def test_a_decision_in_time_leaves_no_deadline(self):
        submit(a_resident(), INSTANT)
        assert append_deadlines(NOW + working_days(9)) == 0
