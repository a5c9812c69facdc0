"""“This is wrong”: sealed words, the right steward, one answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.exchange import api as exchange
from tongban.exchange.models import Correction
from tongban.exchange.tests.factories import SYSTEM, steward
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
WHO = Actor(ActorKind.PERSON, subject_id="subj_w", account_id="acct_w")


def asked(now, token="once_1", words="我的婚姻状况登记错了"):
    return exchange.ask_correction(
        actor=WHO, element_id="person.marriage.status", words=words, token=token, now=now
    )


def test_the_words_are_sealed_and_the_source_has_a_term():
    now = timezone.now()
    made = asked(now)
    assert made.state is exchange.CorrectionState.OPEN
    assert made.due_at > now + timedelta(days=9)
    row = Correction.objects.get(id=made.id)
    assert "婚姻".encode() not in bytes(row.sealed_words)
    assert asked(now).id == made.id  # pressed twice
    assert asked(now, token="once_2").id != made.id
    (leaf,) = leaves_about(SYSTEM, made.id)
    assert "婚姻" not in str(leaf.facts)


def test_the_steward_of_the_source_opens_it_with_evidence_and_answers_once():
    now = timezone.now()
    made, who = asked(now), steward("mzt-990000")
    (waiting,) = exchange.corrections_waiting(who)
    assert (waiting.id, waiting.words) == (made.id, "")
    assert exchange.corrections_waiting(steward("gat-990000")) == ()
    told = {"correction_id": made.id, "now": now}
    with pytest.raises(exchange.CorrectionUnknown):
        exchange.open_correction(actor=steward("gat-990000"), **told)
    assert exchange.open_correction(actor=who, **told).words == "我的婚姻状况登记错了"
    assert "exchange.correction-opened" in [leaf.kind for leaf in leaves_about(SYSTEM, made.id)]
    with pytest.raises(exchange.ReasonMissing):
        exchange.answer_correction(actor=who, corrected=True, words=" ", **told)
    exchange.answer_correction(actor=who, corrected=True, words="已更正，谢谢您。", **told)
    with pytest.raises(exchange.CorrectionAnswered):
        exchange.answer_correction(actor=who, corrected=False, words="不", **told)
    (mine,) = exchange.my_corrections(WHO, "subj_w")
    assert (mine.state, mine.answer) == (exchange.CorrectionState.CORRECTED, "已更正，谢谢您。")


def test_nothing_said_nobody_asking_and_nothing_held_are_refused():
    now = timezone.now()
    with pytest.raises(exchange.ReasonMissing):
        asked(now, words="  ")
    with pytest.raises(exchange.LooksNotYours):
        exchange.ask_correction(
            actor=Actor.anonymous(), element_id="person.name", words="x", token="t", now=now
        )
    with pytest.raises(exchange.ValueHasNoSource):
        exchange.ask_correction(
            actor=WHO, element_id="person.residence.still_here", words="x", token="t", now=now
        )
    with pytest.raises(exchange.LooksNotYours):
        exchange.my_corrections(WHO, "subj_other")
