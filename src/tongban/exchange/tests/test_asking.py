"""Whom nodes are asked about, and that nobody waits for them inside a transaction."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone
from tests.province import settle

from tongban.elements.api import Question, RegisterTwin, elements
from tongban.exchange import api as exchange
from tongban.exchange.models import CaseToken
from tongban.exchange.tests.factories import FakeNode
from tongban.exchange.tests.test_requests import ITEM, granted, nodes_of
from tongban.identity.api import account, demo_accounts
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban_wire.case_token import token_in
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
