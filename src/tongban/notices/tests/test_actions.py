"""Told once, sent by day only, served with consent, opened by hand, deleted in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Post
from tongban.ledger.api import forget_subject, leaves_about
from tongban.notices import api
from tongban.notices.actions.clear_old import clear_old
from tongban.notices.models import Message, Sending
from tongban.notices.tests.factories import DECISION, NIGHT, NOON, Gateway, somebody, told

pytestmark = pytest.mark.django_db
SMS = api.NoticeChannel.SMS
State = api.SendingState


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    a_calendar()
    made = Gateway()
    monkeypatch.setattr("tongban.notices.ports._channels", {SMS: made})
    return made


def with_sms(person: Actor) -> Actor:
    api.choose_channel(actor=person, channel=SMS, is_on=True, number="19900001234", now=NOON)
    return person


def only(person: Actor) -> api.MessageView:
    (found,) = api.my_messages(person).items
    return found


def test_the_same_cause_is_told_once_and_another_again():
    person = somebody()
    assert told(person) is not None
    assert told(person) is None
    assert only(person).title.en == "Your visit is near"
    assert told(person, cause="thing_2:due") is not None
    assert api.unread_count(person) == 2


def test_words_are_sealed_and_the_leaf_names_no_words():
    person = somebody()
    message_id = told(person)
    assert "预约".encode() not in bytes(Message.objects.get(id=message_id).words)
    (leaf,) = leaves_about(Actor.system("tests"), str(message_id))
    assert leaf.kind == "notices.told"
    assert "预约" not in str(leaf.facts)


def test_it_is_nobody_elses():
    person, other = somebody(), somebody()
    message_id = str(told(person))
    assert api.my_messages(other).items == ()
    for act in (
        lambda: api.message(other, message_id),
        lambda: api.open_message(actor=other, message_id=message_id, now=NOON),
    ):
        with pytest.raises(api.MessageNotFound):
            act()
    officer = Actor(
        ActorKind.OFFICER,
        subject_id=person.subject_id,
        posts=(Post("p", "a", "l", "99", frozenset()),),
    )
    with pytest.raises(api.NotAnInbox):
        api.my_messages(officer)


def test_nothing_goes_out_until_a_channel_is_chosen_and_only_the_heading_then(gateway: Gateway):
    person = somebody()
    told(person)
    api.send_waiting(NOON)
    assert gateway.sent == {}
    with_sms(person)
    told(person, cause="thing_2:due")
    api.send_waiting(NOON)
    api.send_waiting(NOON)
    assert list(gateway.sent.values()) == [("19900001234", "预约快到了")]


def test_at_night_it_waits_for_the_morning(gateway: Gateway):
    person = with_sms(somebody())
    message_id = str(told(person, now=NIGHT))
    assert only(person).told_at == NIGHT  # the inbox has it at once
    api.send_waiting(NIGHT + timedelta(hours=8, minutes=59))
    assert gateway.sent == {}
    api.send_waiting(NIGHT + timedelta(hours=9))
    assert len(gateway.sent) == 1
    (sending,) = api.sendings(person, message_id)
    assert sending.state is State.SENT


def test_a_channel_that_is_away_is_asked_again_and_given_up_in_the_end(gateway: Gateway):
    person, gateway.away = with_sms(somebody()), True
    message_id = str(told(person))
    now = NOON
    for _ in range(7):
        api.send_waiting(now)
        now = Sending.objects.get(message_id=message_id).not_before
    assert api.sendings(person, message_id)[0].state is State.WAITING
    api.send_waiting(now)
    assert api.sendings(person, message_id)[0].state is State.FAILED


def test_a_channel_switched_off_meanwhile_is_not_used(gateway: Gateway):
    person = with_sms(somebody())
    told(person, now=NIGHT)
    api.choose_channel(actor=person, channel=SMS, is_on=False, number="", now=NIGHT)
    api.send_waiting(NIGHT + timedelta(hours=12))
    assert gateway.sent == {}


def test_a_number_must_be_one():
    with pytest.raises(api.NumberNotRight):
        api.choose_channel(actor=somebody(), channel=SMS, is_on=True, number="12345", now=NOON)


def test_a_document_is_served_only_with_consent_and_only_while_it_stands():
    person = somebody()
    before = str(told(person, DECISION, "case_1:decided"))
    api.agree_to_delivery(actor=person, now=NOON)
    api.agree_to_delivery(actor=person, now=NOON + timedelta(hours=1))
    assert api.delivery_consent(person).agreed_at == NOON
    meanwhile = str(told(person, DECISION, "case_2:decided"))
    hint = str(told(person, cause="thing_1:due"))
    api.end_delivery(actor=person, now=NOON)
    after = str(told(person, DECISION, "case_3:decided"))
    served = {one.id: one.served_at for one in api.my_messages(person).items}
    assert served == {before: None, meanwhile: NOON, hint: None, after: None}


def test_opening_is_proven_once_and_sweeping_opens_no_document():
    person = somebody()
    document = str(told(person, DECISION, "case_1:decided"))
    told(person)
    assert api.mark_all_read(actor=person, now=NOON) == 1
    assert api.message(person, document).opened_at is None
    later = NOON + timedelta(hours=2)
    api.open_message(actor=person, message_id=document, now=later)
    api.open_message(actor=person, message_id=document, now=later + timedelta(days=1))
    assert api.message(person, document).opened_at == later
    kinds = [leaf.kind for leaf in leaves_about(Actor.system("tests"), document)]
    assert sorted(kinds) == ["notices.opened", "notices.told"]


def test_messages_go_after_a_year_and_documents_after_three():
    person = somebody()
    told(person)
    told(person, DECISION, "case_1:decided")
    rules = api.rules_in_force()
    assert clear_old(NOON + timedelta(days=rules.keep_days)) == 0
    assert clear_old(NOON + timedelta(days=rules.keep_days, seconds=1)) == 1
    assert only(person).is_document
    assert clear_old(NOON + timedelta(days=rules.keep_document_days, seconds=1)) == 1


def test_who_was_forgotten_is_told_nothing_and_breaks_nothing():
    person = with_sms(somebody())
    told(person, now=NIGHT)
    forget_subject(actor=Actor.system("identity"), subject_id=person.acts_for or "", now=NOON)
    assert told(person, cause="thing_2:due") is None
    assert api.my_messages(person).items == ()
    api.send_waiting(NIGHT + timedelta(hours=12))
    assert Sending.objects.get().state == State.FAILED.value
