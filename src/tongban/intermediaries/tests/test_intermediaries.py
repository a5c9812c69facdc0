"""A service is chosen by its client or drawn by lot, timed beside the legal clock, and rated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongban.cases.api import CaseState, CaseView, accept_case, case, end_special_procedure
from tongban.cases.tests.factories import (
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    do,
    submit,
    working_days,
)
from tongban.files.api import FileNotYours
from tongban.intermediaries.api import (
    AgencyMayNotName,
    AlreadyCommissioned,
    BriefMissing,
    ClockGoesOn,
    CommissionNotFound,
    CommissionState,
    FirmsOnly,
    NotPaidByAgency,
    NotQualified,
    SignInToCommission,
    StarsMissing,
    StepNotOpen,
    accept_commission,
    commission,
    commission_by_lot,
    commission_result,
    commission_service,
    commissions_of_case,
    decline_commission,
    deliver_commission,
    drawn,
    institutions,
    join_market,
    leave_market,
    my_commissions,
    rate_institution,
    seed_of,
    service,
    service_times,
    services_of,
    stop_clock_for,
    tell_of_limits,
    withdraw_commission,
)
from tongban.intermediaries.domain.commission import named_in_time
from tongban.intermediaries.models import Commission
from tongban.intermediaries.tests.factories import (
    EXAMINED,
    SURVEY,
    a_result,
    an_institution,
    publish_services,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.moments import day_in_words
from tongban.kernel.span import Span, SpanUnit
from tongban.ledger.api import leaves_about
from tongban.notices.api import my_messages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    publish_services()


def ask(client: Actor, of: Actor, *, case_id: str = "", token: str = "token-1", words="测量厂房"):
    return commission_service(
        actor=client, service_code=SURVEY, institution_id=of.on_behalf_of or "", case_id=case_id,
        brief=words, token=token, now=NOW,
    )  # fmt: skip


def draw(officer: Actor, known: CaseView, token: str = "lot-1"):
    return commission_by_lot(
        actor=officer, service_code=EXAMINED, case_id=known.id, brief="审查图纸", token=token,
        now=NOW,
    )  # fmt: skip


def an_accepted_case(me: Actor, officer: Actor) -> CaseView:
    return do(accept_case, officer, case(officer, submit(me, COMMITTED).id, NOW))


def test_from_the_choice_to_the_published_counts():
    me, firm = a_resident(), an_institution()
    asked = ask(me, firm)
    assert ask(me, firm).id == asked.id, "a form sent twice is one commission"
    taken = accept_commission(actor=firm, commission_id=asked.id, now=NOW)
    assert taken.times.due_at is not None
    assert not taken.late
    after = NOW + working_days(4)
    assert commission(me, asked.id, after).late, "the fourth working day is over the limit of three"
    done = deliver_commission(actor=firm, commission_id=asked.id, blob_id=a_result(firm), now=after)
    assert (done.state, done.late, done.days_used) == (CommissionState.DELIVERED, True, 4)
    kept, content = commission_result(me, asked.id, after)
    assert (kept.sha256, content[:5]) == (done.sha256, b"%PDF-")
    rate_institution(actor=me, commission_id=asked.id, stars=4, now=after)
    (line,) = institutions(SURVEY, after)
    assert (line.delivered, line.late, line.ratings, line.stars) == (1, 1, 1, 4.0)
    times = {one.service_code: one for one in service_times(after)}
    assert (times[SURVEY].delivered, times[SURVEY].median_days) == (1, 4.0)
    assert times[EXAMINED].median_days is None
    assert service_times(after + timedelta(days=366))[0].delivered == 0
    kinds = [leaf.kind for leaf in leaves_about(Actor.system("tests"), asked.id)]
    assert sorted(kinds) == sorted(
        f"intermediaries.commission-{one}" for one in ("asked", "accepted", "delivered", "rated")
    )
    assert {one.code for one in services_of(COMMITTED)} == {SURVEY, EXAMINED}


def test_no_officer_names_an_institution_and_the_lot_can_be_drawn_again():
    me, officer = a_resident(), an_officer()
    firms = [an_institution() for _ in range(3)]
    known = an_accepted_case(me, officer)
    with pytest.raises(AgencyMayNotName):
        ask(officer, firms[0], case_id=known.id)
    with pytest.raises(AgencyMayNotName):
        draw(me, known)
    with pytest.raises(Exception, match=r"cases\.not_found"):
        draw(an_officer(region="990202", name="b"), known)
    made = draw(officer, known)
    assert draw(officer, known).id == made.id
    with pytest.raises(AlreadyCommissioned):
        draw(officer, known, token="lot-2")
    assert made.candidates == tuple(sorted(one.on_behalf_of or "" for one in firms))
    assert made.seed == seed_of(known.id, made.id)
    assert made.institution_id == drawn(made.seed, made.candidates)
    with pytest.raises(NotPaidByAgency):
        commission_service(
            actor=me, service_code=EXAMINED, institution_id=made.institution_id,
            case_id=known.id, brief="x", token="t", now=NOW,
        )  # fmt: skip
    with pytest.raises(StepNotOpen):
        withdraw_commission(actor=me, commission_id=made.id, now=NOW)


def test_the_legal_clock_stands_still_only_with_a_basis_and_while_the_institution_works():
    me, officer, firm = a_resident(), an_officer(), an_institution()
    known = an_accepted_case(me, officer)
    plain = ask(me, firm, case_id=known.id)
    accept_commission(actor=firm, commission_id=plain.id, now=NOW)
    with pytest.raises(ClockGoesOn):
        stop_clock_for(
            actor=officer, commission_id=plain.id, expected_version=known.version, now=NOW
        )
    made = draw(officer, known)
    with pytest.raises(StepNotOpen):
        stop_clock_for(
            actor=officer, commission_id=made.id, expected_version=known.version, now=NOW
        )
    accept_commission(actor=firm, commission_id=made.id, now=NOW)
    for stranger in (me, firm):
        with pytest.raises(CommissionNotFound):
            stop_clock_for(
                actor=stranger, commission_id=made.id, expected_version=known.version, now=NOW
            )
    before = case(me, known.id, NOW).clock
    stop_clock_for(actor=officer, commission_id=made.id, expected_version=known.version, now=NOW)
    paused = case(me, known.id, NOW)
    (span,) = paused.clock.spans
    assert (paused.state, span.planned, span.article) == (
        CaseState.PAUSED, "3 working-days", paused.clock.spans[0].article
    )  # fmt: skip
    later = NOW + working_days(2)
    on = do(
        end_special_procedure, officer, case(officer, known.id, later), result="合格", now=later
    )
    assert on.clock.due_at is not None
    assert before.due_at is not None
    assert on.clock.due_at > before.due_at, "what the institution took is added"
    assert {one.id for one in commissions_of_case(officer, known.id, NOW)} == {plain.id, made.id}


def test_only_who_is_qualified_now_is_offered_or_chosen():
    me, firm = a_resident(), an_institution()
    with pytest.raises(NotQualified):
        join_market(
            actor=an_institution(qualified=False, joins=False), service_code=SURVEY, now=NOW
        )
    with pytest.raises(FirmsOnly):
        join_market(actor=me, service_code=SURVEY, now=NOW)
    with pytest.raises(NotQualified):
        ask(me, an_institution(joins=False))
    with pytest.raises(NotQualified):
        ask(firm, firm)  # nobody rates themselves
    (line,) = institutions(SURVEY, NOW)
    assert line.qualified
    leave_market(actor=firm, service_code=SURVEY, now=NOW)
    with pytest.raises(StepNotOpen):
        leave_market(actor=firm, service_code=SURVEY, now=NOW)
    with pytest.raises(NotQualified):
        ask(me, firm)
    assert not institutions(SURVEY, NOW)
    assert join_market(actor=firm, service_code=SURVEY, now=NOW).qualified
    assert [one.id for one in institutions(SURVEY, NOW)] == [firm.on_behalf_of]


def test_nobody_else_reads_takes_delivers_or_rates():
    me, firm, other = a_resident(), an_institution(), an_institution()
    asked = ask(me, firm)
    for verb in (accept_commission, decline_commission):
        for stranger in (me, other, an_officer()):
            with pytest.raises(CommissionNotFound):
                verb(actor=stranger, commission_id=asked.id, now=NOW)
    for stranger in (other, an_officer(), replace(me, subject_id="nobody")):
        with pytest.raises(CommissionNotFound):
            commission(stranger, asked.id, NOW)
    accept_commission(actor=firm, commission_id=asked.id, now=NOW)
    with pytest.raises(StepNotOpen):
        withdraw_commission(actor=me, commission_id=asked.id, now=NOW)
    with pytest.raises(FileNotYours):
        deliver_commission(actor=firm, commission_id=asked.id, blob_id=a_result(other), now=NOW)
    with pytest.raises(StepNotOpen):
        commission_result(me, asked.id, NOW)
    deliver_commission(actor=firm, commission_id=asked.id, blob_id=a_result(firm), now=NOW)
    for stars in (0, 6):
        with pytest.raises(StarsMissing):
            rate_institution(actor=me, commission_id=asked.id, stars=stars, now=NOW)
    with pytest.raises(CommissionNotFound):
        rate_institution(actor=firm, commission_id=asked.id, stars=5, now=NOW)
    rate_institution(actor=me, commission_id=asked.id, stars=5, now=NOW)
    with pytest.raises(StepNotOpen):
        rate_institution(actor=me, commission_id=asked.id, stars=1, now=NOW)
    assert [one.id for one in my_commissions(firm, NOW)] == [asked.id]
    assert my_commissions(an_officer(), NOW) == ()


def test_before_it_is_taken_it_may_be_taken_back_or_declined_and_asked_of_another():
    me, firm, other = a_resident(), an_institution(), an_institution()
    own = submit(me, COMMITTED).id
    first = ask(me, firm, case_id=own)
    with pytest.raises(AlreadyCommissioned):
        ask(me, other, case_id=own, token="token-2")
    withdraw_commission(actor=me, commission_id=first.id, now=NOW)
    second = ask(me, firm, case_id=own, token="token-3")
    gone = decline_commission(actor=firm, commission_id=second.id, now=NOW)
    assert gone.state is CommissionState.DECLINED
    assert ask(me, other, case_id=own, token="token-4").state is CommissionState.ASKED
    with pytest.raises(SignInToCommission):
        ask(Actor.anonymous(), firm)
    with pytest.raises(BriefMissing):
        ask(me, firm, words=" ", token="token-5")
    with pytest.raises(Exception, match=r"cases\.not_found"):
        ask(replace(me, subject_id="nobody"), firm, case_id=own)


def test_both_sides_are_told_once_the_day_before_and_once_when_it_is_late():
    client, firm = a_resident(), an_institution()
    made = ask(client, firm)
    assert tell_of_limits(NOW + timedelta(days=30)) == 0, "nobody took it on: no time counts"
    due = accept_commission(actor=firm, commission_id=made.id, now=NOW).times.due_at
    assert due is not None
    both = (client, firm)
    before = [told_of(one) for one in both]
    assert tell_of_limits(due - timedelta(days=2, hours=1)) == 0
    near, late = due - timedelta(hours=20), due + timedelta(minutes=1)
    assert [tell_of_limits(moment) for moment in (near, near, late, late)] == [1, 0, 1, 0]
    for one, had in zip(both, before, strict=True):
        assert told_of(one)[: len(told_of(one)) - len(had)] == [
            ("中介服务已超过承诺时限", f"/intermediaries/commissions/{made.id}"),
            ("中介服务就要到期了", f"/intermediaries/commissions/{made.id}"),
        ]


def test_who_takes_it_on_the_day_before_its_limit_is_not_reminded_at_once(
    monkeypatch: pytest.MonkeyPatch,
):
    client, firm = a_resident(), an_institution()
    short = replace(service(SURVEY), limit=Span(1, SpanUnit.WORKING_DAY))
    monkeypatch.setattr(
        "tongban.intermediaries.actions.carry_out.service_version", lambda *_: short
    )
    made = ask(client, firm)
    due = accept_commission(actor=firm, commission_id=made.id, now=NOW).times.due_at
    assert due is not None
    assert my_messages(client).items[0].title.zh == "中介机构已接单"
    assert day_in_words(local_date(due)).zh in my_messages(client).items[0].body.zh
    moments = (NOW, due - timedelta(minutes=1), due + timedelta(minutes=1))
    assert [tell_of_limits(moment) for moment in moments] == [0, 0, 1], "when it is over it is told"


@pytest.mark.parametrize(("early", "told"), [(0, True), (1, True), (2, False), (3, False)])
def test_a_reminder_is_of_use_when_it_was_taken_on_before_the_day_before(early: int, told: bool):
    due = date(2027, 1, 1)
    assert named_in_time(due - timedelta(days=early), due) is told


def test_what_was_delivered_is_not_told_of_and_what_is_found_late_is_told_as_late_alone():
    client, firm = a_resident(), an_institution()
    first, second = ask(client, firm), ask(client, firm, token="token-2")
    accept_commission(actor=firm, commission_id=first.id, now=NOW)
    due = accept_commission(actor=firm, commission_id=second.id, now=NOW).times.due_at
    assert due is not None
    deliver_commission(actor=firm, commission_id=first.id, blob_id=a_result(firm), now=NOW)
    assert tell_of_limits(due + timedelta(days=3)) == 1
    row = Commission.objects.get(id=second.id)
    assert (row.warned_at, row.late_told_at) == (None, due + timedelta(days=3))


def told_of(actor: Actor) -> list[tuple[str, str]]:
    """The newest first: of which occasion, with which link."""
    return [(one.title.zh, one.link) for one in my_messages(actor).items]
