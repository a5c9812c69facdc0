"""From the request to the result: by own sign-in, at the station, by telephone; told and proven."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.assistance.api import (
    ErrandNotFound,
    ErrandState,
    NotAHelper,
    NotThatPerson,
    NotWithinMandate,
    NotYoursToAppoint,
    OwnAffairsOnly,
    Prepared,
    RequestNotRight,
    Step,
    StepNotPossible,
    acts_for_me,
    ask_help,
    call_back,
    calls_to_make,
    confirm_errand,
    duties,
    duty,
    end_appointment,
    errand,
    hand_back,
    hand_in_signed,
    look_at,
    my_errands,
    prepare,
    receive_result,
    return_errand,
    revoke_errand,
    take_over,
    take_request,
)
from tongban.assistance.tests.factories import (
    NEXT_VILLAGE,
    a_helper,
    a_leader,
    page,
    villages,
)
from tongban.cases.api import CaseNotFound, case
from tongban.cases.tests.factories import AGREED, COMMITTED, INSTANT, NOW, a_house, a_resident
from tongban.forms.api import draft
from tongban.identity.api import (
    IdentifierScheme,
    MandateKind,
    mandates_of,
    register_number,
    revoke_mandate,
    subject,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Refusal
from tongban.ledger.api import leaf_content
from tongban.notices.api import my_messages
from tongban.reception.api import Presented, SeenBy
from tongban.seals.api import STATEMENT_CODE

pytestmark = pytest.mark.django_db
PHONE = {"phone": "19900001234"}  # no source knows it of this person
PREPARED = Prepared({"wish": "长住", "phone": "19900001234"})


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)
    villages()


def asked(me: Actor, helper_id: str, item: str = COMMITTED, **changes: object):
    given: dict = {
        "actor": me, "helper_id": helper_id, "item_code": item, "purpose": "我不会用手机",
        "until": None, "token": "once-00000001", "now": NOW,
    }  # fmt: skip
    return ask_help(**(given | changes))


def card_of(me: Actor, seen_by: SeenBy = SeenBy.EYE, name: str = "欧阳示例") -> Presented:
    known = register_number(Actor.system("tests"), str(me.subject_id))
    assert known is not None
    assert known.scheme is IdentifierScheme.RESIDENT_ID
    return Presented(name, known.value, seen_by)


def test_asked_prepared_confirmed_handed_back():
    me, (known, helper) = a_resident(), a_helper()
    begun = asked(me, known.id)
    assert asked(me, known.id).id == begun.id, "the same form twice is one errand"
    assert begun.state is ErrandState.AGREED
    (given,) = mandates_of(me, str(me.subject_id))
    assert (given.kind, given.scope) == (MandateKind.HELPER, (COMMITTED,))
    assert given.valid_until == NOW.date() + timedelta(days=14), "short when nobody says another"

    (row,) = duties(helper, NOW)
    assert "欧阳示例" not in repr(row), "masked"
    assert row.purpose == "我不会用手机"
    look_at(actor=helper, errand_id=row.id, now=NOW)
    kept = prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW).prepared
    assert kept is not None
    assert kept.answers == {"wish": "长住"}, "what a source knows is not the helper's to answer"
    back = return_errand(actor=me, errand_id=row.id, now=NOW)
    assert back.state is ErrandState.AGREED
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    shown = errand(me, row.id, NOW)
    with pytest.raises(StepNotPossible):
        hand_back(actor=helper, errand_id=row.id, now=NOW)

    def confirm(version: int):
        return confirm_errand(
            actor=me,
            errand_id=row.id,
            version=version,
            item_version=1,
            answers=PHONE,
            agreement=AGREED,
            now=NOW,
        )

    with pytest.raises(StepNotPossible):
        confirm(shown.version - 1)
    sent = confirm(shown.version)
    assert confirm(shown.version).id == sent.id
    assert sent.answers["wish"] == "长住"
    assert duty(helper, row.id, NOW).case_number == sent.number
    with pytest.raises(CaseNotFound):
        case(helper, sent.id)
    with pytest.raises(StepNotPossible):
        hand_back(actor=helper, errand_id=row.id, now=NOW)
    assert receive_result(actor=me, errand_id=row.id, now=NOW).state is ErrandState.DONE
    assert mandates_of(me, str(me.subject_id))[0].revoked, "it ends by itself"
    assert [act.step for act in acts_for_me(me)][-3:] == [Step.PREPARE, Step.LOOK, Step.ASK]
    assert {act.by for act in acts_for_me(me) if act.step is Step.PREPARE} == {"田助理"}
    assert all(leaf_content(me, act.leaf_id) for act in acts_for_me(me))


def test_a_decided_case_is_handed_back_with_a_message():
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id, INSTANT)
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    shown = errand(me, row.id, NOW)
    confirm_errand(
        actor=me,
        errand_id=row.id,
        version=shown.version,
        item_version=1,
        answers=PHONE,
        agreement=AGREED,
        now=NOW,
    )
    assert duty(helper, row.id, NOW).case_closed
    hand_back(actor=helper, errand_id=row.id, now=NOW)
    assert errand(me, row.id, NOW).state is ErrandState.DONE
    assert "代办员田助理为您办事" in {one.title.zh for one in my_messages(me).items}
    with pytest.raises(NotWithinMandate):
        look_at(actor=helper, errand_id=row.id, now=NOW)


def test_at_the_station_the_resident_signs_by_hand():
    me, (known, helper) = a_resident(), a_helper()
    given: dict = {
        "actor": helper, "item_code": COMMITTED, "purpose": "想长住", "until": None,
        "token": "once-00000002", "now": NOW,
    }  # fmt: skip
    with pytest.raises(NotThatPerson):
        take_request(presented=card_of(me, name="别人"), signed_page=page(), **given)
    with pytest.raises(RequestNotRight):
        take_request(presented=card_of(me), signed_page=None, **given)
    row = take_request(presented=card_of(me), signed_page=page(), **given)
    assert row.state is ErrandState.AGREED
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    sign: dict = {
        "actor": helper, "errand_id": row.id, "item_version": 1, "answers": PHONE,
        "statement": STATEMENT_CODE,
        "now": NOW,
    }  # fmt: skip
    other = a_resident()
    with pytest.raises(NotThatPerson):
        hand_in_signed(presented=card_of(other), signed_page=page(), **sign)
    sent = hand_in_signed(presented=card_of(me), signed_page=page(), **sign)
    assert sent.state is ErrandState.HANDED_IN
    mine = case(me, str(errand(me, row.id, NOW).case_id))
    assert mine.signature is not None
    assert mine.channel.value == "helper"
    assert known.name in {act.by for act in acts_for_me(me)}


def test_by_telephone_nothing_is_done_before_another_officer_called_back():
    me, (known, helper) = a_resident(), a_helper()
    row = take_request(
        actor=helper, presented=card_of(me, SeenBy.VOICE), item_code=COMMITTED, purpose="想长住",
        until=None, signed_page=None, token="once-00000003", now=NOW,
    )  # fmt: skip
    assert row.lack is not None
    assert mandates_of(me, str(me.subject_id)) == ()
    with pytest.raises(NotWithinMandate):
        prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    leader = a_leader()
    assert [one.id for one in calls_to_make(leader, NOW)] == [row.id]
    assert calls_to_make(a_leader(region="990121"), NOW) == ()
    county = a_leader(region="990102")
    for wrong in (helper, replace(leader, account_id=known.account_id), county):
        with pytest.raises(NotYoursToAppoint):
            call_back(actor=wrong, errand_id=row.id, agreed=True, now=NOW)
    call_back(actor=leader, errand_id=row.id, agreed=True, now=NOW)
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    with pytest.raises(StepNotPossible):
        call_back(actor=leader, errand_id=row.id, agreed=False, now=NOW)


def test_every_verb_is_refused_once_the_mandate_is_taken_back():
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id)
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    revoke_errand(actor=me, errand_id=row.id, now=NOW)
    for act in acts_of_a_helper(helper, row.id, me):
        with pytest.raises(NotWithinMandate):
            act()
    seen = duty(helper, row.id, NOW)
    assert (seen.purpose, seen.prepared) == (None, None)
    assert duties(helper, NOW) == ()
    with pytest.raises(StepNotPossible):
        revoke_errand(actor=me, errand_id=row.id, now=NOW)


def acts_of_a_helper(helper: Actor, errand_id: str, me: Actor):
    given: dict = {"actor": helper, "errand_id": errand_id, "now": NOW}
    return (
        lambda: look_at(**given),
        lambda: prepare(prepared=PREPARED, **given),
        lambda: hand_back(**given),
        lambda: hand_in_signed(
            presented=card_of(me), item_version=1, answers=PHONE,
            statement=STATEMENT_CODE, signed_page=page(),
            **given,
        ),
    )  # fmt: skip


def test_a_mandate_ended_where_mandates_are_kept_ends_the_errand_too():
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id)
    revoke_mandate(actor=me, mandate_id=str(row.mandate_id), now=NOW)
    for act in acts_of_a_helper(helper, row.id, me):
        with pytest.raises(NotWithinMandate):
            act()


@pytest.mark.parametrize("days", [15, 400])
def test_after_its_term_it_is_over(days: int):
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id)
    later = NOW + timedelta(days=days)
    with pytest.raises((NotWithinMandate, NotAHelper)):
        look_at(actor=helper, errand_id=row.id, now=later)
    assert errand(me, row.id, later).expired


def test_others_find_nothing():
    me, (known, helper) = a_resident(), a_helper()
    _, other_helper = a_helper(NEXT_VILLAGE, "李助理")
    row = asked(me, known.id)
    stranger = a_resident()
    for act in acts_of_a_helper(other_helper, row.id, me):
        with pytest.raises(ErrandNotFound):
            act()
    for act in acts_of_a_helper(stranger, row.id, me):
        with pytest.raises(NotAHelper):
            act()
    for verb in (return_errand, revoke_errand, receive_result, take_over):
        for wrong in (stranger, helper):
            with pytest.raises(ErrandNotFound):
                verb(actor=wrong, errand_id=row.id, now=NOW)
    assert my_errands(stranger, NOW) == ()
    assert acts_for_me(stranger) == ()
    with pytest.raises(OwnAffairsOnly):
        acts_for_me(helper)


def test_a_helper_sees_nothing_of_the_person_with_their_account_nor_as_a_private_person():
    me, (known, helper) = a_resident(), a_helper()
    asked(me, known.id)
    private = Actor(kind=me.kind, subject_id=helper.subject_id, account_id="acct_private")
    for actor in (helper, private):
        with pytest.raises(Refusal):
            subject(actor, str(me.subject_id))
        with pytest.raises(Refusal):
            mandates_of(actor, str(me.subject_id))


def test_outside_village_term_and_own_affairs_nothing_begins():
    me, (known, helper) = a_resident(), a_helper()
    other, _ = a_helper("990121100201", "远助理")
    for wrong in (
        {"helper_id": other.id},
        {"until": NOW.date() + timedelta(days=91)},
        {"until": NOW.date() - timedelta(days=1)},
        {"purpose": "  "},
    ):
        with pytest.raises(RequestNotRight):
            asked(me, **{"helper_id": known.id, **wrong})
    for nobody in (helper, replace(me, on_behalf_of="subj_child")):
        with pytest.raises(OwnAffairsOnly):
            asked(nobody, known.id)
    assert my_errands(me, NOW) == ()


def test_an_appointment_ended_ends_everything_at_once():
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id)
    with pytest.raises(NotYoursToAppoint):
        end_appointment(actor=a_leader(region="990121"), helper_id=known.id, now=NOW)
    end_appointment(actor=a_leader(), helper_id=known.id, now=NOW)
    end_appointment(actor=a_leader(), helper_id=known.id, now=NOW)
    for act in acts_of_a_helper(helper, row.id, me):
        with pytest.raises(NotAHelper):
            act()
    assert errand(me, row.id, NOW).state is ErrandState.ENDED
    assert mandates_of(me, str(me.subject_id))[0].revoked


def test_taken_over_it_is_the_residents_own_draft():
    me, (known, helper) = a_resident(), a_helper()
    row = asked(me, known.id)
    prepare(actor=helper, errand_id=row.id, prepared=PREPARED, now=NOW)
    assert take_over(actor=me, errand_id=row.id, now=NOW).state is ErrandState.ENDED
    kept = draft(me, COMMITTED, NOW)
    assert kept is not None
    assert kept.answers == {"wish": "长住"}
