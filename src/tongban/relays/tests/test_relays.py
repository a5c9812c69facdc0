"""Collected elsewhere, decided at home: two ends, two sets of verbs, one log."""

from __future__ import annotations

from datetime import date, timedelta
from inspect import signature

import pytest

import tongban.cases.api as cases
from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.cases.api import (
    Approver,
    CaseNotFound,
    CaseState,
    Deadline,
    DeliveryWay,
    LateCause,
    NothingToRevoke,
    NotYourTask,
    RevocationGround,
    StepNotPossible,
    accept_case,
    case,
    decide_case,
    desk_queue,
    withdraw_case,
)
from tongban.cases.tests.factories import (
    COMMITTED,
    LAW,
    NOW,
    a_house,
    an_officer,
    defect,
    do,
    publish_for_firms,
    working_days,
)
from tongban.catalogue.api import ProcedureKind
from tongban.identity.api import register_number, revoke_mandate, subject
from tongban.identity.tests.factories import a_firm, a_mandate
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span, SpanUnit
from tongban.ledger.api import leaves_about
from tongban.notices.api import my_messages
from tongban.parcels.api import COURIER, ParcelState, twin_scans
from tongban.reception.api import (
    Device,
    NotYourWindow,
    Presented,
    SeenBy,
    SignatureTabletTwin,
    SignedOn,
    connect_device,
    hand_in,
    take_ink,
    take_ink_of,
)
from tongban.reception.tests.factories import ANSWERS, NAME, a_clerk, seen
from tongban.relays import policies
from tongban.relays.actions.follow import follow_originals
from tongban.relays.api import (
    End,
    FormalCheckNotDone,
    NotCollectedHere,
    NotThePerson,
    NotYourEnd,
    PassedDiffers,
    ReasonMissing,
    RelayNotFound,
    RelayState,
    ReturnWay,
    StepNotNow,
    begin_collection,
    collectable_items,
    confirm_receipt,
    confirm_result,
    desk_relays,
    hand_out,
    recipient,
    relay,
    relay_of_case,
    send_again,
    send_back,
    send_result,
)
from tongban.relays.models import Relay
from tongban.relays.tests.factories import a_collector, begun, collected, two_towns
from tongban.seals.api import STATEMENT_CODE

pytestmark = pytest.mark.django_db
CITED = (ArticleRef.parse(LAW),)


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    two_towns()
    connect_device(Device.SIGNATURE_TABLET, SignatureTabletTwin())


def herself(made) -> Actor:
    subject_id = Relay.objects.get(id=made.id).subject_id
    return Actor(kind=ActorKind.PERSON, subject_id=subject_id, account_id="account_of_hers")


def decided(home: Actor, made, *, approve: bool = True, now=NOW):
    accepted = do(accept_case, home, case(home, made.case_id, now), now=now)
    words = {"approve": approve, "opinion": "已核", "articles": CITED, "now": now}
    return do(decide_case, home, accepted, **words)


def test_from_the_window_elsewhere_to_the_result_in_her_hand():
    clerk, home = a_collector(), an_officer()
    assert [code for code, _ in collectable_items(clerk)] == [COMMITTED]
    made = collected(clerk)
    assert (made.state, made.holder) == (RelayState.UNDER_WAY, End.COLLECTOR)
    assert NAME not in made.applicant
    assert [one.name.zh for one in made.collected] == ["申请人签名页"]
    her = herself(made)
    before = case(her, made.case_id, NOW + timedelta(days=300))
    assert (before.state, before.clock.tell_by, before.clock.due_at) == (
        CaseState.SUBMITTED, None, None,
    )  # fmt: skip
    arrived = NOW + timedelta(days=1)
    taken = confirm_receipt(actor=home, relay_id=made.id, now=arrived)
    assert (taken.state, taken.holder, taken.hand_overs[0].late) == (
        RelayState.WITH_HOME, End.HOME, False,
    )  # fmt: skip
    assert case(her, made.case_id, arrived).clock.tell_by == _tell_by_of(home, arrived)
    decided(home, made, now=arrived)
    drain(arrived)
    assert relay(clerk, made.id, arrived).state is RelayState.WITH_HOME, "she comes for it"
    send_result(actor=home, relay_id=made.id, now=arrived)
    here = confirm_result(actor=clerk, relay_id=made.id, now=arrived)
    assert (here.state, here.holder) == (RelayState.RESULT_HERE, End.COLLECTOR)
    done = given(clerk, made, now=arrived)
    assert (done.state, done.holder, done.ended_at) == (RelayState.ENDED, None, arrived)
    assert [one.end for one in done.duties] == [End.COLLECTOR, End.HOME, End.COLLECTOR]
    assert len(leaves_about(her, made.id)) == 6
    told = [one.title.zh for one in my_messages(her).items]
    assert {"办理地已签收您的材料", "办理结果可以领取了"} <= set(told)


def _tell_by_of(home: Actor, arrived):
    """As of one handed in at home that moment."""
    from tongban.cases.tests.factories import a_resident, submit

    return submit(a_resident(), COMMITTED, now=arrived).clock.tell_by


def given(clerk: Actor, made, presented: Presented | None = None, now=NOW):
    shown = presented or seen()
    person = recipient(clerk=clerk, relay_id=made.id, presented=shown, now=now)
    ink = take_ink_of(clerk=clerk, person=person, window="w", page_digest="3f" * 32, now=now)
    return hand_out(clerk=clerk, relay_id=made.id, presented=shown, ink=ink.id, now=now)


WORDS = {
    "reason": "不", "articles": CITED, "opinion": "可", "approve": True,
    "defects": (defect("plan"),),
    "procedure": ProcedureKind.INSPECTION, "planned": Span(3, SpanUnit.WORKING_DAY), "result": "好",
    "added": Span(3, SpanUnit.WORKING_DAY), "approved_by": Approver.AGENCY_HEAD, "matter": "事",
    "on": date(2027, 1, 15), "place": "厅", "public": True, "minutes": "记", "proof": "签",
    "way": DeliveryWay.WINDOW, "deadline": Deadline.PROMISE, "cause": LateCause.WORKLOAD,
    "right": True, "finding": "对", "ground": next(iter(RevocationGround)), "outcome": "done",
    "to": "check", "to_agency": AGENCY,
}  # fmt: skip
CASE_VERBS = (
    cases.accept_case, cases.refuse_acceptance, cases.request_correction, cases.give_opinion,
    cases.decide_case, cases.start_special_procedure, cases.end_special_procedure,
    cases.extend_term, cases.offer_hearing, cases.announce_hearing, cases.hold_hearing,
    cases.waive_promised, cases.end_unsupplied, cases.deliver_result, cases.explain_lateness,
    cases.answer_review, cases.propose_revocation, cases.drop_revocation, cases.revoke_decision,
    cases.export_archive, cases.claim_task, cases.release_task, cases.complete_step,
    cases.return_step, cases.transfer_step, cases.hand_over_case,
)  # fmt: skip


@pytest.mark.parametrize("agency", ["another", "the same"])
def test_a_collecting_post_has_no_verb_of_the_case(agency: str):
    """Also a post of the deciding agency itself, in the region that only collects."""
    home = an_officer()
    clerk = a_collector(agency_code=AGENCY) if agency == "the same" else a_collector()
    made = collected(clerk)
    assert not (policies.COLLECTOR_VERBS | policies.HOME_VERBS) & set(cases.__all__)
    assert not policies.HOME_VERBS & policies.COLLECTOR_VERBS
    for moment in ("on its way", "arrived"):
        given_words = {"actor": clerk, "case_id": made.case_id, "now": NOW} | WORDS
        given_words["expected_version"] = case(home, made.case_id, NOW).version
        for verb in CASE_VERBS:
            taken = signature(verb).parameters.keys() & given_words.keys()
            # To revoke what nobody found wrong is refused to everybody, before anybody is asked.
            with pytest.raises((CaseNotFound, NotYourTask, NothingToRevoke)):
                verb(**{name: given_words[name] for name in taken})
        with pytest.raises(CaseNotFound):
            case(clerk, made.case_id, NOW)
        assert desk_queue(clerk, now=NOW).items == ()
        for verb in (confirm_receipt, send_result):
            with pytest.raises(NotYourEnd):
                verb(actor=clerk, relay_id=made.id, now=NOW)
        with pytest.raises(NotYourEnd):
            send_back(actor=clerk, relay_id=made.id, reason="不", now=NOW)
        if moment == "on its way":
            confirm_receipt(actor=home, relay_id=made.id, now=NOW)


def test_at_home_nothing_is_done_before_it_is_received():
    made, home = collected(a_collector()), an_officer()
    view = case(home, made.case_id, NOW)
    assert view.available == ()
    with pytest.raises(StepNotPossible):
        do(accept_case, home, view)
    for verb in (confirm_result, recipient, send_again):
        more = {"presented": seen()} if verb is recipient else {}
        who = {"clerk": home} if verb is recipient else {"actor": home}
        words = {"words": "好"} if verb is send_again else {}
        with pytest.raises(NotYourEnd):
            verb(relay_id=made.id, now=NOW, **who, **more, **words)


def test_sent_back_with_the_reason_and_sent_again():
    clerk, home = a_collector(), an_officer()
    made = collected(clerk)
    with pytest.raises(ReasonMissing):
        send_back(actor=home, relay_id=made.id, reason=" ", now=NOW)
    back = send_back(actor=home, relay_id=made.id, reason="平面图看不清", now=NOW)
    assert send_back(actor=home, relay_id=made.id, reason="又点了一次", now=NOW) == back
    assert (back.state, back.holder) == (RelayState.CAME_BACK, End.COLLECTOR)
    with pytest.raises(StepNotNow):
        confirm_receipt(actor=home, relay_id=made.id, now=NOW)
    late = NOW + working_days(4)
    again = send_again(actor=clerk, relay_id=made.id, words="已重新扫描", now=NOW)
    assert [one.words for one in again.hand_overs] == [("平面图看不清",), ("已重新扫描",)]
    assert relay(herself(made), made.id, late).late, "the person reads that it is late"
    taken = confirm_receipt(actor=home, relay_id=made.id, now=late)
    assert confirm_receipt(actor=home, relay_id=made.id, now=late) == taken
    assert [one.late for one in taken.hand_overs] == [False, True]
    assert [one.end for one in taken.duties] == [End.COLLECTOR, End.HOME]


def test_electronic_ends_with_the_decision_and_a_withdrawal_ends_it_anywhere():
    clerk, home = a_collector(), an_officer()
    made = collected(clerk, return_way=ReturnWay.ELECTRONIC)
    confirm_receipt(actor=home, relay_id=made.id, now=NOW)
    decided(home, made)
    drain(NOW)
    assert relay(clerk, made.id, NOW).state is RelayState.ENDED
    other = collected(clerk)
    do(withdraw_case, herself(other), case(herself(other), other.case_id, NOW))
    drain(NOW)
    over = relay(clerk, other.id, NOW)
    assert (over.state, [one.end for one in over.duties]) == (RelayState.ENDED, [End.COLLECTOR])
    board = desk_relays(clerk, NOW)
    assert (board.collected, board.arriving, len(board.done)) == ((), (), 2)


def test_what_lacks_is_not_collected_and_a_press_twice_is_one():
    clerk = a_collector()
    known = begun(clerk)
    with pytest.raises(FormalCheckNotDone) as refused:
        collected(clerk, known, complete=False, legible=False)
    assert [one.where for one in refused.value.problems] == ["complete", "legible"]
    ink = take_ink(clerk=clerk, sitting_id=known.id, page_digest="3f" * 32, now=NOW).id
    with pytest.raises(NotYourWindow):
        hand_in(
            clerk=clerk, sitting_id=known.id, item_version=1, answers=ANSWERS, material_blobs={},
            situation=None, statement=STATEMENT_CODE, signed_on=SignedOn.TABLET, ink=ink, now=NOW,
        )  # fmt: skip
    made = collected(clerk, known, ink=ink)
    assert collected(clerk, known, ink=ink) == made
    assert Relay.objects.count() == 1


def test_who_does_not_collect_here_collects_nothing_and_others_see_nothing():
    with pytest.raises(NotCollectedHere):
        begun(a_clerk())  # a window at home takes it in for good
    with pytest.raises(NotCollectedHere):
        begun(a_collector("third", region="990221"))
    made = collected(a_collector())
    for other in (an_officer(region="990103", name="b"), a_collector("c", "119902020002024999")):
        with pytest.raises(RelayNotFound):
            relay(other, made.id, NOW)
        assert relay_of_case(other, made.case_id, NOW) is None


SYSTEM = Actor.system("tests")


def test_the_result_of_a_firm_goes_to_who_acts_for_it(monkeypatch: pytest.MonkeyPatch):
    publish_for_firms(monkeypatch)
    clerk, home, firm = a_collector(), an_officer(), a_firm()
    came = subject(SYSTEM, begun(clerk).subject_id)
    held = a_mandate(firm, came)
    code = register_number(SYSTEM, firm.id)
    assert code is not None
    known = begin_collection(
        clerk=clerk, presented=seen(), item_code=COMMITTED, firm=code.value, now=NOW
    )
    made = collected(clerk, known, item_version=2)
    confirm_receipt(actor=home, relay_id=made.id, now=NOW)
    decided(home, made, approve=False)
    send_result(actor=home, relay_id=made.id, now=NOW)
    confirm_result(actor=clerk, relay_id=made.id, now=NOW)
    stranger = Presented("李示例", "990102199001010030", SeenBy.EYE)
    with pytest.raises(NotThePerson):
        given(clerk, made, stranger)
    revoke_mandate(actor=SYSTEM, mandate_id=held.id, now=NOW)
    with pytest.raises(NotThePerson):
        given(clerk, made)
    a_mandate(firm, came)
    assert given(clerk, made).state is RelayState.ENDED


def test_the_result_goes_to_her_alone():
    clerk, home = a_collector(), an_officer()
    made = collected(clerk)
    with pytest.raises(StepNotNow):
        given(clerk, made)
    confirm_receipt(actor=home, relay_id=made.id, now=NOW)
    with pytest.raises(StepNotNow):
        send_result(actor=home, relay_id=made.id, now=NOW)  # nothing is decided
    decided(home, made, approve=False)
    send_result(actor=home, relay_id=made.id, now=NOW)
    confirm_result(actor=clerk, relay_id=made.id, now=NOW)
    for shown in (
        Presented("别人", seen().number, SeenBy.EYE),
        Presented(NAME, "990102199001010030", SeenBy.EYE),
    ):
        with pytest.raises(NotThePerson):
            given(clerk, made, shown)
    assert given(clerk, made).state is RelayState.ENDED


def test_what_arrives_is_compared_with_the_receipt(monkeypatch: pytest.MonkeyPatch):
    made, home = collected(a_collector()), an_officer()
    monkeypatch.setattr("tongban.relays.passing.SIGNATURE", "nothing-of-this-name")
    with pytest.raises(PassedDiffers):
        confirm_receipt(actor=home, relay_id=made.id, now=NOW)
    assert relay(home, made.id, NOW).state is RelayState.UNDER_WAY


def test_originals_go_by_courier_and_are_followed():
    clerk = a_collector()
    made = collected(clerk, courier=COURIER)
    drain(NOW)
    (over,) = relay(clerk, made.id, NOW).hand_overs
    assert over.waybill
    assert twin_scans(over.waybill, returned=False, now=NOW)
    assert (follow_originals(NOW), follow_originals(NOW)) == (1, 0)
    assert relay(clerk, made.id, NOW).hand_overs[0].way is ParcelState.COLLECTED
