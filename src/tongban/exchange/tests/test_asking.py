"""Whom nodes are asked about, and that nobody waits for them inside a transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone
from tests.province import settle

from tongban.agencies.api import agency_by_short
from tongban.elements.api import (
    NoAnswer,
    Question,
    RegisterRowInput,
    RegisterTwin,
    connect_adapter,
    elements,
    look_up,
    put_register_rows,
    source,
)
from tongban.exchange import api as exchange
from tongban.exchange.models import CaseToken
from tongban.exchange.tests.abroad import OFFER, Abroad, NodeOfA, ms
from tongban.exchange.tests.factories import SYSTEM, FakeNode, a_leaf, editor, send
from tongban.exchange.tests.test_requests import ITEM, granted, nodes_of
from tongban.identity.api import account, demo_accounts
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban_wire.case_token import open_token, token_in
from tongban_wire.evidence import Side
from tongban_wire.faults import Code
from tongban_wire.statements import take_apart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ARTICLE = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
STATUS = "person.marriage.status"


def asked(now, **changed):
    """A question about the marriage of somebody, who asks for themselves."""
    subject = account(demo_accounts()[0].account_id).subject_id
    actor = Actor(ActorKind.PERSON, subject_id=subject, account_id="acct_x")
    view = elements((STATUS,))[STATUS]
    given = {"actor": actor, "subject_id": subject, "wanted": {view.source_code: (view,)},
             "item_code": ITEM, "purpose": ARTICLE, "case_id": None, "now": now}  # fmt: skip
    return Question(**(given | changed))


def registers(hub: FakeNode) -> exchange.NodeRegisters:
    """Doors nobody listens at."""
    return exchange.NodeRegisters(
        doors={hub.id: "http://127.0.0.1:9"}, secret="x", otherwise=RegisterTwin()
    )


def test_a_node_is_never_waited_for_inside_a_transaction():
    now = timezone.now()
    settle(now)
    granted(now)
    _, hub = nodes_of(now)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        registers(hub).fetch(asked(now))
    assert not CaseToken.objects.exists()
    (answer,) = registers(hub).fetch(asked(now)).values()
    assert answer.silent[STATUS].unheard
    assert CaseToken.objects.count() == 1


def test_who_acts_for_somebody_names_the_mandate_where_they_ask():
    now = timezone.now()
    settle(now)
    granted(now)
    _, hub = nodes_of(now)
    own = asked(now)
    agent = Actor(
        ActorKind.PERSON, subject_id="subj_agent", account_id="acct_y",
        on_behalf_of=own.subject_id, mandate_id="mandate_1",
    )  # fmt: skip
    sent = []
    node = registers(hub)
    node._doors.ask = lambda calls: sent.extend(calls) or [None for _ in calls]
    node.fetch(asked(now, actor=agent))
    node.fetch(own)
    assert [token_in(take_apart(each.ask.token)).mandate for each in sent] == ["mandate_1", None]


def test_a_newborn_is_asked_for_by_the_guardians_number():
    settle(timezone.now())
    child = exchange.register_subject("subj_demo_newborn")
    mother = exchange.register_subject("subj_demo_xu-zhixia")
    assert (child.scheme, mother.scheme) == ("guardian-resident-id", "resident-id")
    assert child.value == mother.value
    assert exchange.register_subject("subj_nobody") is None


HOLDER = "甲省公安厅（甲省）"


class Town:
    """Our platform beside Province A, which grants what our registers have no record of."""

    def __init__(self, now) -> None:
        self.now, self.a, self.told = now, Abroad(), 0
        self.hub = FakeNode("shili.gov", agency_by_short("zsj-990000").code)
        self.hub.register(now, serves_everybody=True)
        self.subject = a_person().id
        self.actor = Actor(ActorKind.PERSON, subject_id=self.subject, account_id="acct_x")
        self.grant = self.a.grant(
            now, self.hub.id, ITEM, resource=OFFER.code, fields=(STATUS,), purpose=f"handle/{ITEM}"
        )
        self.node = NodeOfA(self.a, self.grant.grant, now, **{STATUS: "married"})
        self.registers = registers(self.hub)
        self.registers._doors.ask = self.node.ask
        connect_adapter("register-twin", self.registers)

    def tells(self, **said) -> None:
        self.told += 1
        assert self.a.tell(self.now, self.told, **{"resources": (OFFER,), **said}) == ""

    def field(self):
        """What a form is told for its question."""
        (found,) = look_up(
            actor=self.actor, subject_id=self.subject, element_ids=(STATUS,), item_code=ITEM,
            purpose=ARTICLE, case_id=None, now=self.now,
        )  # fmt: skip
        return found


@pytest.fixture
def town(settings):
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    yield Town(timezone.now())
    connect_adapter("register-twin", RegisterTwin())


def test_a_field_is_filled_from_another_platform_under_its_grant(town):
    town.tells(grants=(town.grant,))
    found = town.field()
    assert (found.value, found.silent, found.source.authoritative) == ("married", False, True)
    assert found.source.name == Text.of(HOLDER, "Police of A (Province A)")
    assert found.as_of == datetime(2026, 1, 1, tzinfo=UTC)
    assert HOLDER in found.source.dispute.zh
    assert source(found.source.code) == found.source, "found again from what is kept"
    (call,) = town.node.calls
    token = open_token(call.ask.token, {key.key_id: key for key in exchange.pinned_keys()})
    told = town.grant.grant
    assert (token.issuer, token.audience, token.grant) == ("shili", town.a.node, told.id)
    assert (call.ask.purpose, call.ask.article) == (told.purpose, told.article)
    # Our node's log tells the person, by the article of the grant.
    town.hub.write(
        a_leaf(town.hub, town.a.node, call="call-1", token=token.id, grant=told.id, at=town.now,
               side=Side.CONSUMER, fields=(STATUS,))
    )  # fmt: skip
    send(town.hub, town.now)
    looks = exchange.looks(town.actor, town.subject, town.now).items
    (look,) = [each for each in looks if each.via is exchange.LookVia.NODES]
    assert (str(look.article), look.across.asked) == (told.article, False)


def test_who_is_silent_on_another_platform_is_named_and_the_person_asked(town):
    town.tells(grants=(town.grant,))
    town.node.away = True
    away = town.field()
    assert (away.value, away.why, away.source.name.zh) == (None, NoAnswer.UNREACHABLE, HOLDER)
    assert HOLDER in away.reason.zh
    town.node.away = False
    town.node.grant = replace(town.grant.grant, until_at_ms=ms(town.now))
    refused = town.field()
    assert (refused.why, refused.source.name.zh) == (NoAnswer.NOT_GRANTED, HOLDER)
    assert town.node.refused == [Code.GRANT_NOT_IN_FORCE]
    # Told no longer: nobody is asked, and our own registers are again.
    tokens = CaseToken.objects.count()
    town.tells()
    gone = town.field()
    assert (gone.why, gone.source.name.zh) == (NoAnswer.NOT_GRANTED, HOLDER)
    assert f"{HOLDER}尚未同意" in gone.reason.zh
    row = RegisterRowInput(town.subject, {STATUS: "widowed"}, town.now)
    of = elements((STATUS,))[STATUS].source_code
    put_register_rows(actor=SYSTEM, source_code=of, rows=(row,), now=town.now)
    assert town.field().value == "widowed"
    assert CaseToken.objects.count() == tokens


def test_what_was_asked_for_and_not_granted_is_told_where_nobody_here_knows(town):
    town.tells()
    assert town.field().why is NoAnswer.NO_RECORD
    (asked,) = exchange.ask_across(
        actor=editor(), platform=town.a.code, resource_code=OFFER.code, item_code=ITEM,
        now=town.now,
    )  # fmt: skip
    waiting = town.field()
    assert (waiting.why, waiting.source.name.zh) == (NoAnswer.NOT_GRANTED, "甲省民政厅（甲省）")
    assert source(waiting.source.code).name == waiting.source.name
    exchange.withdraw_across(
        actor=editor(), request_id=asked.id, expected_version=asked.version, reason="no",
        now=town.now,
    )  # fmt: skip
    assert town.field().why is NoAnswer.NO_RECORD
    assert not town.node.calls


def test_our_own_grant_comes_before_another_platforms(town):
    town.tells(grants=(town.grant,))
    FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(town.now)
    home = granted(town.now)
    town.node.away = True
    assert town.field().source.code == elements((STATUS,))[STATUS].source_code
    assert [call.ask.grant for call in town.node.calls] == [home.id]


def test_a_form_asks_another_platform_only_with_the_consent_its_grant_needs(town):
    grant = replace(town.grant, grant=replace(town.grant.grant, needs_consent=True))
    town.node.grant = grant.grant
    town.tells(grants=(grant,))
    wanted = town.field()
    assert (wanted.why, wanted.source.name.zh) == (NoAnswer.NOT_CONSENTED, HOLDER)
    assert not town.node.calls
    given = exchange.give_consent(actor=town.actor, grant_id=grant.grant.id, now=town.now)
    assert town.field().value == "married"
    # Withdrawn between the token and the call: their node refuses, and the person is asked.
    answer = town.node.ask

    def withdrawn_meanwhile(calls):
        exchange.withdraw_consent(actor=town.actor, consent_id=given.id, now=town.now)
        return answer(calls)

    town.registers._doors.ask = withdrawn_meanwhile
    assert town.field().why is NoAnswer.NOT_CONSENTED
    assert town.node.refused == [Code.CONSENT_WITHDRAWN]
