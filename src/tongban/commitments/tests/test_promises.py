"""From the promise to its check: granted at once, confirmed by data, put right, or revoked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.cases.api import (
    CaseState,
    MaterialsMissing,
    case,
    drop_revocation,
    make_statement,
    revoke_decision,
)
from tongban.cases.tests.factories import (
    INSTANT,
    NOW,
    a_resident,
    an_officer,
    do,
    submit,
    working_days,
)
from tongban.certificates.api import CertificateStatus, certificate
from tongban.commitments.api import (
    PromiseNotFound,
    PromiseNotOpen,
    PromiseState,
    PromiseStep,
    StepNotOpen,
    WordsNeeded,
    check_promise,
    my_credit,
    promise,
    promise_counts,
    promise_of_case,
    promise_offer,
    promises_to_check,
    report_correction,
    watch_promises,
)
from tongban.commitments.models import Happening
from tongban.commitments.tests.factories import a_promising_house, exclude, promised_case
from tongban.elements.tests.factories import put
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about

pytestmark = pytest.mark.django_db
US = an_officer()
INSPECTOR = an_officer(Duty.INSPECTOR, name="i")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_promising_house(monkeypatch)


def find(promise_id: str, finding: PromiseStep, at=NOW, who: Actor = INSPECTOR) -> None:
    check_promise(actor=who, promise_id=promise_id, finding=finding, words="看过现场", now=at)


def test_who_promises_has_it_at_once_and_signed_what_was_told():
    me, done = promised_case()
    assert (done.state, len(done.certificate_ids)) == (CaseState.APPROVED, 1)
    mine = promise_of_case(me, done.id, NOW)
    assert mine.state is PromiseState.TO_CHECK
    assert mine.check_by > NOW + working_days(9)
    assert promise_of_case(a_resident(), done.id, NOW) is None
    leaves = {leaf.kind for leaf in leaves_about(Actor.system("test"), done.id)}
    assert {"commitments.made", "commitments.decided"} <= leaves
    assert submit(me, item_version=2, situation="promise", idempotency_token="again-0001").id
    (count,) = promise_counts(NOW)
    assert (count.made, count.open, count.revoked) == (2, 2, 0)


def test_who_does_not_choose_it_goes_the_ordinary_way():
    me = a_resident()
    with pytest.raises(MaterialsMissing):
        submit(me, item_version=2, situation="ordinary")
    assert promise_counts(NOW) == ()
    assert promise_offer(me, INSTANT, NOW).barred is None


def test_nobody_promises_for_an_excluded_matter():
    exclude(INSTANT)
    assert "人身健康" in promise_offer(Actor.anonymous(), INSTANT, NOW).excluded.zh
    with pytest.raises(PromiseNotOpen):
        promised_case()


def test_data_silent_leaves_it_to_a_person_and_lateness_is_noted_once():
    me, done = promised_case()
    assert watch_promises(NOW) == 1
    assert watch_promises(NOW + DAY) == 0
    (row,) = promises_to_check(INSPECTOR, NOW)
    assert not row.late
    late = NOW + working_days(10) + 2 * DAY
    assert (watch_promises(late), watch_promises(late + DAY)) == (1, 0)
    (row,) = promises_to_check(INSPECTOR, late)
    assert row.late
    assert promise_counts(late)[0].late == 1
    assert promises_to_check(an_officer(Duty.WINDOW_CLERK, name="w"), NOW) == ()
    find(row.id, PromiseStep.FOUND_KEPT, late)
    assert promise(me, row.id, late).state is PromiseState.KEPT
    assert done.id == promise(US, row.id, late).case_id


def test_data_that_confirm_it_end_the_check(monkeypatch: pytest.MonkeyPatch):
    from tongban.commitments.models import Published

    row = Published.objects.get(code="terms:permit")
    Published.objects.filter(id=row.id).update(
        definition=row.definition | {"confirming": [["person.permit.status", "valid"]]}
    )
    me, done = promised_case()
    assert watch_promises(NOW) == 1
    kept = promise_of_case(me, done.id, NOW)
    assert kept.state is PromiseState.KEPT
    assert kept.story[-1].title == PromiseStep.DATA_CONFIRMED.label
    other = a_resident()
    _, second = promised_case(other)
    put("permits", other.subject_id, person__permit__status="cancelled")
    watch_promises(NOW)
    assert promise_of_case(other, second.id, NOW).state is PromiseState.TO_CHECK


def test_what_is_wanting_is_put_right_in_time():
    me, done = promised_case()
    seen = promise_of_case(me, done.id, NOW)
    with pytest.raises(WordsNeeded):
        check_promise(actor=INSPECTOR, promise_id=seen.id, finding=PromiseStep.FOUND_WANTING,
                      words=" ", now=NOW)  # fmt: skip
    find(seen.id, PromiseStep.FOUND_WANTING)
    with pytest.raises(PromiseNotFound):
        report_correction(actor=a_resident(), promise_id=seen.id, words="好了", now=NOW)
    mine = promise(me, seen.id, NOW)
    assert mine.verbs == (PromiseStep.CORRECTION_REPORTED,)
    with pytest.raises(StepNotOpen):
        find(seen.id, PromiseStep.FOUND_FALSE)
    after = mine.correct_by + timedelta(minutes=1)
    with pytest.raises(StepNotOpen):
        report_correction(actor=me, promise_id=seen.id, words="晚了", now=after)
    report_correction(actor=me, promise_id=seen.id, words="健康证补齐了", now=NOW + DAY)
    find(seen.id, PromiseStep.FOUND_KEPT, NOW + 2 * DAY)
    assert promise(me, seen.id, NOW + DAY).state is PromiseState.KEPT
    assert [each.words for each in promise(me, seen.id, NOW).story][-2:] == [
        "健康证补齐了", "看过现场",
    ]  # fmt: skip


def test_no_word_of_correction_brings_it_back_to_the_officer():
    me, done = promised_case()
    seen = promise_of_case(me, done.id, NOW)
    find(seen.id, PromiseStep.FOUND_WANTING)
    later = promise(me, seen.id, NOW).correct_by + DAY
    assert watch_promises(later) == 1
    assert promise(me, seen.id, later).state is PromiseState.TO_RECHECK
    assert case(me, done.id, later).state is CaseState.APPROVED, "silence revokes nothing"


def test_untrue_is_told_heard_revoked_and_recorded():
    me, done = promised_case()
    seen = promise_of_case(me, done.id, NOW)
    stranger = an_officer(Duty.INSPECTOR, agency_code="11990000MB0000001X", name="x")
    with pytest.raises(PromiseNotFound):
        find(seen.id, PromiseStep.FOUND_FALSE, who=stranger)
    find(seen.id, PromiseStep.FOUND_FALSE)
    told = case(me, done.id, NOW)
    assert (told.state, told.revocation.ground) == (CaseState.APPROVED, "false-promise")
    assert promise(me, seen.id, NOW).state is PromiseState.HEARING
    do(make_statement, me, told, statement="正在补办")
    gone = do(revoke_decision, US, case(US, done.id, NOW), reason="健康证一直没有")
    assert gone.state is CaseState.REVOKED
    assert certificate(me, gone.certificate_ids[0]).status is CertificateStatus.RESCINDED
    assert promise(me, seen.id, NOW).state is PromiseState.REVOKED
    (record,) = my_credit(me, NOW)
    assert record.holds
    assert record.number.endswith(done.number)
    assert record.number in promise_offer(me, INSTANT, NOW).barred.zh
    with pytest.raises(PromiseNotOpen, match="promise_not_open"):
        promised_case(me)
    assert my_credit(me, NOW + timedelta(days=366))[0].holds is False
    assert promise_offer(me, INSTANT, NOW + timedelta(days=366)).barred is None


def test_having_heard_the_holder_the_promise_counts_as_kept():
    me, done = promised_case()
    find(promise_of_case(me, done.id, NOW).id, PromiseStep.FOUND_FALSE)
    do(drop_revocation, US, case(US, done.id, NOW), reason="申辩有理")
    assert promise_of_case(me, done.id, NOW).state is PromiseState.KEPT
    assert my_credit(me, NOW) == ()


def test_the_story_cannot_be_unwritten():
    promised_case()
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Happening.objects.all().delete()


def test_officers_without_a_post_there_see_nothing():
    me, done = promised_case()
    away = replace(INSPECTOR, posts=(replace(INSPECTOR.posts[0], region="990202"),))
    assert promises_to_check(away, NOW) == ()
    with pytest.raises(PromiseNotFound):
        promise(away, promise_of_case(me, done.id, NOW).id, NOW)
