"""Requests across platforms travel signed; the clock is the provider's; the answer returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tongban.agencies.api import agency, agency_by_short
from tongban.catalogue.api import browse_items, items_of_agencies, published_item
from tongban.exchange import api as exchange
from tongban.exchange import policies
from tongban.exchange.api import RequestState, RequestStep
from tongban.exchange.models import CrossRequestEvent
from tongban.exchange.tests.abroad import (
    FOREIGN_ITEM,
    MARRIED,
    OFFER,
    Abroad,
    from_abroad,
    made_key,
    ms,
)
from tongban.exchange.tests.factories import ITEM, LAW, SYSTEM, FakeNode, editor, steward
from tongban.kernel.article import ArticleRef
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban_wire.across import AnswerState, CrossAnswer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


@pytest.fixture(autouse=True)
def now(settings):
    """Our provider's node and the one for everybody stand; the moment is given."""
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    at = timezone.now()
    FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(at)
    FakeNode("shili.gov", agency_by_short("zsj-990000").code).register(at, serves_everybody=True)
    return at


def answers():
    return exchange.told_exchange(timezone.now()).answers


def test_a_request_stands_in_the_queue_by_our_clock_and_the_grant_goes_back(now) -> None:
    a = Abroad()
    assert a.tell(now, requests=(from_abroad(a, now),)) == ""
    mine = steward("mzt-990000")
    (waits,) = exchange.cross_requests(mine, now)
    assert (waits.received, waits.platform_name.zh, waits.item_name.zh) == (
        True,
        "甲省",
        "户口迁移",
    )
    assert waits.due_at is not None
    assert waits.due_at > now
    assert set(waits.possible) == {RequestStep.GRANTED, RequestStep.REFUSED, RequestStep.EXTENDED}
    (told,) = answers()
    assert (told.request, told.state, told.due_at_ms) == (
        waits.id, AnswerState.RECEIVED, ms(waits.due_at),
    )  # fmt: skip
    # The same again, and another number: it stands once.
    assert a.tell(now, 2, requests=(from_abroad(a, now),)) == ""
    assert exchange.cross_requests(mine, now) == (waits,)
    with pytest.raises(exchange.NotYoursToShare):
        exchange.grant_requested_across(
            actor=steward("gat-990000"), request_id=waits.id, expected_version=waits.version,
            fields=waits.fields, now=now,
        )  # fmt: skip
    with pytest.raises(exchange.FieldsNotAsked):
        exchange.grant_requested_across(
            actor=mine, request_id=waits.id, expected_version=waits.version,
            fields=("person.name",), now=now,
        )  # fmt: skip
    done = exchange.grant_requested_across(
        actor=mine, request_id=waits.id, expected_version=waits.version, fields=waits.fields,
        now=now,
    )  # fmt: skip
    assert (done.state, done.possible) == (RequestState.GRANTED, ())
    (grant,) = exchange.cross_grants(mine)
    assert (grant.given, grant.item_code, grant.revocable) == (True, FOREIGN_ITEM, True)
    told = exchange.told_exchange(now)
    assert [each.state for each in told.answers] == [AnswerState.GRANTED]
    assert [each.grant.consumer for each in told.grants] == [a.node]
    # Its answer arrived: it tells the request no longer, and neither do we.
    assert a.tell(now, 3) == ""
    assert answers() == ()
    assert exchange.cross_request(mine, waits.id, now).state is RequestState.GRANTED


def test_a_refusal_needs_an_article_and_travels_with_its_reason(now) -> None:
    a = Abroad()
    a.tell(now, requests=(from_abroad(a, now),))
    mine = steward("mzt-990000")
    (waits,) = exchange.cross_requests(mine, now)
    said = {"actor": mine, "request_id": waits.id, "expected_version": waits.version, "now": now}
    with pytest.raises(exchange.RefusalNeedsBasis):
        exchange.refuse_across(
            **said, reason="不必要", article=ArticleRef("none", "0", "0001-01-01")
        )
    with pytest.raises(exchange.ReasonMissing):
        exchange.refuse_across(**said, reason=" ", article=LAW)
    longer = exchange.extend_across(**said, reason="正在核对")
    assert longer.due_at > waits.due_at
    assert answers()[0].due_at_ms == ms(longer.due_at)
    said["expected_version"] = longer.version
    exchange.refuse_across(**said, reason="不必要", article=LAW)
    (told,) = answers()
    assert (told.state, told.reason, told.article) == (AnswerState.REFUSED, "不必要", str(LAW))
    with pytest.raises(exchange.StepNotPossibleNow):
        exchange.refuse_across(**said, reason="再次", article=LAW)
    assert exchange.cross_grants(mine) == ()


def test_what_is_told_no_longer_is_withdrawn_and_who_left_is_granted_nothing(now) -> None:
    a, c = Abroad(), Abroad("province-c")
    a.tell(now, requests=(from_abroad(a, now),))
    c.tell(now, requests=(from_abroad(c, now),))
    mine = steward("mzt-990000")
    assert len(exchange.cross_requests(mine, now)) == 2
    assert a.tell(now, 2) == ""
    (waits,) = exchange.cross_requests(mine, now)
    (ended,) = exchange.cross_requests(mine, now, waiting=False)
    assert (ended.platform, ended.state) == (a.code, RequestState.WITHDRAWN)
    assert [each.platform for each in answers()] == [c.code]
    exchange.forget_platforms(told=(a.code,), now=now)
    said = {"actor": mine, "request_id": waits.id, "expected_version": waits.version, "now": now}
    with pytest.raises(exchange.PlatformNotHere):
        exchange.grant_requested_across(**said, fields=waits.fields)
    assert exchange.cross_requests(mine, now)[0].state is RequestState.WAITING
    # It came back and asks still.
    assert c.tell(now, 2, requests=(from_abroad(c, now),)) == ""
    done = exchange.grant_requested_across(**said, fields=waits.fields)
    assert done.state is RequestState.GRANTED


def test_nobody_asks_or_answers_in_anothers_name(now) -> None:
    a = Abroad()
    foreign = "snapshot.for_another_node"
    assert a.tell(now, requests=(from_abroad(a, now, id="province-c.r1"),)) == foreign
    assert a.tell(now, requests=(from_abroad(a, now, consumer="shili.gov"),)) == foreign
    own = CrossAnswer("province-a.x", "province-a", AnswerState.REFUSED, ms(now), None, "", "")
    assert a.tell(now, answers=(own,)) == foreign
    lent = replace(own, request="province-c.x", platform="shili")
    assert a.tell(now, answers=(lent,)) == foreign
    twice = (from_abroad(a, now), from_abroad(a, now, item="other"))
    assert a.tell(now, requests=twice) == "snapshot.malformed"
    nul = (from_abroad(a, now, item_zh="户口\0迁移"),)
    assert a.tell(now, requests=nul) == "snapshot.malformed", "no database could keep it"
    # Nothing we share, fields that are not in it, an article that is none: passed over.
    odd = (
        from_abroad(a, now, id="province-a.r2", resource="1/1"),
        from_abroad(a, now, id="province-a.r3", fields=("person.secret",)),
        from_abroad(a, now, id="province-a.r4", article="nonsense"),
        from_abroad(a, now, id="province-a.r5", platform="province-c"),
    )
    assert a.tell(now, requests=odd) == ""
    assert exchange.cross_requests(SYSTEM, now) == ()


def test_what_may_be_asked_takes_as_many_statements_for_all_agencies_as_for_one(
    now, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Abroad().tell(now, resources=(OFFER,)) == ""
    mine = editor()

    def statements(codes: frozenset[str]) -> int:
        monkeypatch.setattr(policies, "agencies_of", lambda _actor: codes)
        with CaptureQueriesContext(connection) as seen:
            assert exchange.askable_across(mine, now)
        return len(seen)

    one = frozenset({published_item(ITEM).agency_code})
    hits = browse_items(mine, size=MAX_PAGE_SIZE).items
    every = frozenset(published_item(each.code).agency_code for each in hits)
    assert len(items_of_agencies(every)) > len(items_of_agencies(one)) + 20
    assert statements(every) == statements(one) <= 6


def test_we_ask_for_what_the_item_uses_and_see_what_became_of_it(now) -> None:
    a, mine = Abroad(), editor()
    assert a.tell(now, resources=(OFFER,)) == ""
    (may,) = [each for each in exchange.askable_across(mine, now) if each.item_code == ITEM]
    assert (may.platform, may.fields) == (a.code, (MARRIED,))
    said = {"platform": a.code, "resource_code": OFFER.code, "item_code": ITEM, "now": now}
    with pytest.raises(exchange.NotYoursToShare):
        exchange.ask_across(actor=steward("gat-990000"), **said)
    with pytest.raises(exchange.PlatformNotHere):
        exchange.ask_across(actor=mine, **(said | {"platform": "province-c"}))
    (asked,) = exchange.ask_across(actor=mine, **said)
    assert (asked.state, asked.received_at, asked.possible) == (
        RequestState.WAITING, None, (RequestStep.WITHDRAWN,),
    )  # fmt: skip
    with pytest.raises(exchange.CrossRequestNotRight):
        exchange.ask_across(actor=mine, **said)
    assert may not in exchange.askable_across(mine, now)
    (told,) = exchange.told_exchange(now).requests
    assert (told.id, told.platform, told.consumer) == (asked.id, a.code, "shili.gov")
    assert told.agency_zh == agency(published_item(ITEM).agency_code).name.zh
    # It is received there, and due by its clock.
    due = now + timedelta(days=9)
    got = CrossAnswer(asked.id, "shili", AnswerState.RECEIVED, ms(now), ms(due), "", "")
    assert a.tell(now, 2, resources=(OFFER,), answers=(got,)) == ""
    seen = exchange.cross_request(mine, asked.id, now)
    assert ms(seen.due_at) == ms(due)
    assert exchange.cross_request(mine, asked.id, due + timedelta(days=1)).overdue
    # Another platform's answer to it is nobody's.
    no = replace(got, state=AnswerState.REFUSED, due_at_ms=None, reason="不提供", article=str(LAW))
    assert Abroad("province-c").tell(now, answers=(no,)) == ""
    assert exchange.cross_request(mine, asked.id, now).state is RequestState.WAITING
    assert a.tell(now, 3, resources=(OFFER,), answers=(no,)) == ""
    after = exchange.cross_request(mine, asked.id, now)
    assert (after.state, after.steps[-1].reason, after.steps[-1].article) == (
        RequestState.REFUSED, "不提供", LAW,
    )  # fmt: skip
    assert exchange.told_exchange(now).requests == ()
    assert may in exchange.askable_across(mine, now), "it may be asked anew"
    # Asked anew and granted: the agency that asked holds it, whoever's node it goes through.
    (anew,) = exchange.ask_across(actor=mine, **said)
    yes = replace(no, request=anew.id, state=AnswerState.GRANTED, reason="", article="")
    given = a.grant(now, "shili.gov", ITEM, resource=OFFER.code, fields=(MARRIED,))
    assert a.tell(now, 4, resources=(OFFER,), answers=(yes,), grants=(given,)) == ""
    (held,) = exchange.cross_grants(mine)
    assert (held.given, held.revocable) == (False, True)


def test_we_ask_no_longer_and_an_answer_on_its_way_changes_nothing(now) -> None:
    a, mine = Abroad(), editor()
    a.tell(now, resources=(OFFER,))
    (asked,) = exchange.ask_across(
        actor=mine, platform=a.code, resource_code=OFFER.code, item_code=ITEM, now=now
    )
    said = {"request_id": asked.id, "expected_version": asked.version, "now": now}
    with pytest.raises(exchange.NotYoursToShare):
        exchange.withdraw_across(actor=steward("gat-990000"), reason="x", **said)
    done = exchange.withdraw_across(actor=mine, reason="不再需要", **said)
    assert done.state is RequestState.WITHDRAWN
    late = CrossAnswer(asked.id, "shili", AnswerState.GRANTED, ms(now), None, "", "")
    assert a.tell(now, 2, resources=(OFFER,), answers=(late,)) == ""
    assert exchange.cross_request(mine, asked.id, now).state is RequestState.WITHDRAWN
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CrossRequestEvent.objects.filter(request_id=asked.id).update(reason="other")


def test_whose_key_changed_asks_nothing(now) -> None:
    a = Abroad()
    a.tell(now)
    told = {"key": made_key(), "requests": (from_abroad(a, now),)}
    assert a.tell(now, 2, **told) == "exchange.key_changed"
    assert exchange.cross_requests(SYSTEM, now) == ()
