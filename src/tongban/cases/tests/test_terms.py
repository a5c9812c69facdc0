"""Extensions, late notices and overrun procedures, through the verbs."""

from __future__ import annotations

import pytest

from tongban.cases.api import (
    Approver,
    CaseState,
    CaseView,
    DefectsNotToldAtOnce,
    NotYourTask,
    TermNotExtendable,
    WordsMissing,
    accept_case,
    append_deadlines,
    case,
    end_special_procedure,
    extend_term,
    request_correction,
    start_special_procedure,
    supply_correction,
)
from tongban.cases.models import CaseEvent
from tongban.cases.tests.factories import (
    COMMITTED,
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
from tongban.kernel.actor import Actor, Duty
from tongban.kernel.calendar import Span, SpanUnit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


@pytest.fixture
def me() -> Actor:
    return a_resident()


@pytest.fixture
def waiting(me: Actor) -> CaseView:
    return submit(me, COMMITTED)


def days(amount: int) -> Span:
    return Span(amount, SpanUnit.WORKING_DAY)


HEAD = {"approved_by": Approver.AGENCY_HEAD, "reason": "需要再核对图纸"}


class TestExtension:
    def test_the_applicant_reads_until_when_by_whom_and_why(self, me: Actor, waiting: CaseView):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        do(extend_term, officer, accepted, added=days(5), **HEAD)
        seen = case(me, waiting.id, NOW)
        assert seen.clock.due_at == accepted.clock.due_at + working_days(5)
        told = next(step.detail.zh for step in seen.steps if step.kind == "TermExtended")
        for words in ("本机关负责人", "5个工作日", "需要再核对图纸", "xuke-fa/42"):
            assert words in told

    @pytest.mark.parametrize(
        ("added", "head", "words"),
        [
            (days(11), Approver.AGENCY_HEAD, "10"),
            (Span(5, SpanUnit.NATURAL_DAY), Approver.AGENCY_HEAD, "10"),
            (days(5), Approver.GOVERNMENT_HEAD, "负责人"),
        ],
    )
    def test_not_for_longer_nor_by_another_than_the_law_says(
        self, waiting: CaseView, added: Span, head: Approver, words: str
    ):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        with pytest.raises(TermNotExtendable, match=words):
            do(extend_term, officer, accepted, added=added, approved_by=head, reason="需要")

    def test_once_in_time_and_with_a_reason(self, waiting: CaseView):
        officer = an_officer()
        accepted = do(accept_case, officer, waiting)
        with pytest.raises(WordsMissing):
            do(extend_term, officer, accepted, added=days(5), **(HEAD | {"reason": " "}))
        late = NOW + working_days(30)
        with pytest.raises(TermNotExtendable, match="已经过了"):
            do(extend_term, officer, accepted, added=days(5), now=late, **HEAD)
        once = do(extend_term, officer, accepted, added=days(5), **HEAD)
        with pytest.raises(TermNotExtendable, match="一次"):
            do(extend_term, officer, once, added=days(5), **HEAD)

    def test_a_reviewer_does_not_extend(self, waiting: CaseView):
        accepted = do(accept_case, an_officer(), waiting)
        with pytest.raises(NotYourTask):
            do(extend_term, an_officer(Duty.REVIEWER), accepted, added=days(5), **HEAD)


class TestLateNotice:
    def supplied(self, me: Actor, waiting: CaseView) -> CaseView:
        do(request_correction, an_officer(), waiting, defects=[defect("photo")])
        seen = case(me, waiting.id, NOW)
        return do(supply_correction, me, seen, answers={}, material_blobs={})

    def test_only_with_a_superiors_reason_and_it_is_written_down(
        self, me: Actor, waiting: CaseView
    ):
        supplied = self.supplied(me, waiting)
        late = {"defects": [defect("plan")], "now": NOW + working_days(2)}
        with pytest.raises(DefectsNotToldAtOnce):
            do(request_correction, an_officer(), supplied, **late)
        reviewer = an_officer(Duty.REVIEWER)
        with pytest.raises(NotYourTask):
            do(request_correction, reviewer, supplied, superior_reason="漏看了平面图", **late)
        officer = an_officer()
        again = do(request_correction, officer, supplied, superior_reason="漏看了平面图", **late)
        assert again.state is CaseState.CORRECTING
        notice = CaseEvent.objects.filter(case_id=waiting.id, kind="CorrectionRequested")
        assert [row.facts["breach"] for row in notice.order_by("seq")] == [False, True]
        told = [step.detail.zh for step in case(me, waiting.id, NOW).steps]
        assert any("已记录" in words and "漏看了平面图" in words for words in told)

    def test_acceptance_then_counts_from_the_first_receipt(self, me: Actor, waiting: CaseView):
        plain = submit(a_resident(), COMMITTED)
        due = do(accept_case, an_officer(), plain).clock.due_at
        supplied = self.supplied(me, waiting)
        do(
            request_correction,
            an_officer(),
            supplied,
            defects=[defect("plan")],
            superior_reason="漏看了平面图",
            now=NOW + working_days(2),
        )
        seen = case(me, waiting.id, NOW + working_days(2))
        back = do(
            supply_correction, me, seen, answers={}, material_blobs={}, now=NOW + working_days(3)
        )
        accepted = do(accept_case, an_officer(), back, now=NOW + working_days(4))
        assert accepted.clock.due_at == due


class TestProcedures:
    def test_one_that_runs_longer_than_was_told_is_written_down_once_each(self, waiting: CaseView):
        officer = an_officer()
        now = do(accept_case, officer, waiting)
        for started, checked in ((0, 4), (5, 9)):
            now = do(
                start_special_procedure,
                officer,
                now,
                procedure=ProcedureKind.INSPECTION,
                planned=days(2),
                reason="现场核查",
                now=NOW + working_days(started),
            )
            assert append_deadlines(NOW + working_days(started + 2)) == 0
            assert append_deadlines(NOW + working_days(checked)) == 1
            assert append_deadlines(NOW + working_days(checked)) == 0
            seen = case(officer, waiting.id, NOW + working_days(checked))
            now = do(
                end_special_procedure, officer, seen, result="看过", now=NOW + working_days(checked)
            )
        kinds = [step.kind for step in now.steps]
        assert kinds.count("DeadlineAppended") == 2
