"""Grants across platforms: both ends check, nobody speaks for another, the person sees the look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange import api as exchange
from tongban.exchange.api import NewCrossGrant
from tongban.exchange.tests.abroad import (
    DAY,
    FOREIGN_ITEM,
    Abroad,
    codes_of,
    made_key,
    ms,
    request_for,
    told_key,
)
from tongban.exchange.tests.factories import (
    ITEM,
    SYSTEM,
    FakeNode,
    a_leaf,
    granted,
    send,
    steward,
    token_for,
    wanted,
)
from tongban.identity.api import register_number
from tongban.identity.tests.factories import a_person
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.article import ArticleRef
from tongban_wire.across import VERSION, ExchangeShare, sign_exchange, take_exchange
from tongban_wire.case_token import Subject, open_token
from tongban_wire.evidence import Side
from tongban_wire.faults import Code
from tongban_wire.legal_check import ready
from tongban_wire.numbered import Seen
from tongban_wire.snapshot import take_snapshot
from tongban_wire.subjects import SubjectPage, TokenSubject, sign_subjects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
ARTICLE = ArticleRef("xuke-fa", "42", "2019-04-23")
WHO = Subject("resident-id", "990102199001010019")


@pytest.fixture(autouse=True)
def our_name(settings):
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"


@pytest.fixture
def ours():
    """Our provider's node and the one for everybody, both under our platform's name."""
    now = timezone.now()
    provider = FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(now)
    hub = FakeNode("shili.gov", agency_by_short("zsj-990000").code)
    return provider, hub.register(now, serves_everybody=True), now


def give(abroad: Abroad, now, **changed):
    said = {
        "platform": abroad.code, "consumer_node": abroad.node, "item_code": FOREIGN_ITEM,
        "purpose": "handle/abroad", "article": ARTICLE, "resource_code": "1010201/1",
        "fields": ("person.marriage.status",),
    }  # fmt: skip
    new = NewCrossGrant(**(said | changed))
    return exchange.grant_across(actor=steward("mzt-990000"), new=new, now=now)


class AtNode:
    """What the provider's node decides by the policy it gets from our platform now."""

    def __init__(self, node: str, now) -> None:
        trusted = {key.key_id: key for key in exchange.pinned_keys()}
        text = exchange.policy_for(node, seen=0, now=now).text
        trusted = {key.key_id: key for key in exchange.pinned_keys()} or trusted
        self.snapshot, self.seen = take_snapshot(text, trusted, node, Seen(), ms(now))
        self.policy, self.trusted, self.now = ready(self.snapshot), trusted, now

    def grant(self, grant_id: str):
        return self.policy.granted[grant_id].grant

    def codes(self, caller, key, request, at=None) -> set[Code]:
        """The faults of a request that ``caller`` sends, authenticated by ``key``."""
        return codes_of(
            self.policy, self.seen, self.trusted, caller, key.public.key_id, request,
            at or self.now,
        )  # fmt: skip


def test_a_caller_abroad_is_served_under_its_grant_and_in_no_other_way(ours) -> None:
    provider, _, now = ours
    a, stranger = Abroad(), Abroad("province-c")
    assert (a.tell(now), stranger.tell(now)) == ("", "")
    made = give(a, now)
    at = AtNode(provider.id, now)
    grant = at.grant(made.id)
    token = a.token(grant, WHO, now)
    good = request_for(grant, token, a.signed(token), WHO, now)
    assert at.codes(a.node, a.node_key, good) == set()

    def with_token(by: Abroad = a, key=None, **changed):
        other = replace(token, **changed)
        return replace(good, token=by.signed(other, key))

    forged = {Code.TOKEN_FORGED}
    other = Subject("resident-id", "990102199001010027")
    assert at.codes(a.node, a.node_key, replace(good, subject=other)) == {Code.TOKEN_OTHER_SUBJECT}
    assert at.codes(a.node, a.node_key, with_token(key=made_key())) == forged
    assert at.codes(a.node, a.node_key, with_token(stranger)) == forged
    assert at.codes(a.node, a.node_key, with_token(issuer="tongban")) == forged
    assert at.codes(a.node, a.node_key, with_token(issuer=stranger.code)) == forged
    # The stranger's node is nobody's caller here, whatever it names itself.
    as_a = at.codes(a.node, stranger.node_key, good)
    assert as_a == {Code.CALLER_UNKNOWN}
    assert Code.GRANT_OF_ANOTHER in at.codes(stranger.node, stranger.node_key, good)
    wider = replace(good, fields=("person.marriage.status", "person.name"))
    assert at.codes(a.node, a.node_key, wider) == {Code.FIELDS_EXCEED}
    # Its word ends with its snapshot, also at a node that is cut off from us.
    assert Code.GRANT_NOT_IN_FORCE in at.codes(a.node, a.node_key, good, now + DAY)


def test_what_is_granted_at_home_is_not_abroad_and_the_other_way_round(ours) -> None:
    provider, hub, now = ours
    home = granted(now)
    a = Abroad()
    a.tell(now)
    made = give(a, now)
    at = AtNode(provider.id, now)
    own, abroad = at.grant(home.id), at.grant(made.id)
    issued = token_for(now, "subj_1", number=WHO)
    token = open_token(issued.text, at.trusted)
    lawful = request_for(own, token, issued.text, WHO, now)
    assert at.codes(hub.id, hub.key, lawful) == set()
    # A's caller with A's token under a grant that is only for ours.
    theirs = a.token(own, WHO, now)
    stolen = request_for(own, theirs, a.signed(theirs), WHO, now, consumer=a.node)
    assert {Code.TOKEN_FORGED, Code.GRANT_OF_ANOTHER} <= at.codes(a.node, a.node_key, stolen)
    # Our caller with our token under the grant that is only A's.
    words = replace(token, grant=abroad.id, item=abroad.item, purpose=abroad.purpose)
    ours_there = request_for(abroad, words, issued.text, WHO, now, consumer=hub.id)
    found = at.codes(hub.id, hub.key, ours_there)
    assert {Code.TOKEN_FORGED, Code.GRANT_OF_ANOTHER, Code.TOKEN_OTHER_GRANT} <= found


def test_revoked_at_either_end_or_by_leaving_it_is_refused(ours) -> None:
    provider, _, now = ours
    a = Abroad()
    a.tell(now)
    made = give(a, now)
    at = AtNode(provider.id, now)
    grant = at.grant(made.id)
    token = a.token(grant, WHO, now)
    good = request_for(grant, token, a.signed(token), WHO, now)

    def told_anew() -> set[Code]:
        return AtNode(provider.id, now).codes(a.node, a.node_key, good)

    assert a.tell(now, 2, revoked=(token.id, token.case)) == ""
    assert told_anew() == {Code.TOKEN_REVOKED, Code.CASE_CLOSED}
    # It may end its own tokens, nobody else's grants or keys.
    assert a.tell(now, 3, revoked=(grant.id, provider.key.public.key_id)) == ""
    assert told_anew() == set()
    assert exchange.forget_platforms(told=(), now=now) == 1
    assert {Code.CALLER_UNKNOWN, Code.GRANT_UNKNOWN} <= told_anew()
    assert a.tell(now, 3) == "snapshot.forked"
    assert a.tell(now, 4) == ""
    assert told_anew() == set()
    with pytest.raises(exchange.NotYoursToShare):
        exchange.revoke_across(actor=steward("gat-990000"), grant_id=made.id, reason="no", now=now)
    exchange.revoke_across(
        actor=steward("mzt-990000"), grant_id=made.id, reason="no longer needed", now=now
    )
    assert Code.GRANT_UNKNOWN in told_anew()


def test_nobody_is_taken_at_another_word_than_its_own_or_goes_back(ours) -> None:
    provider, _, now = ours
    a, b = Abroad(), Abroad("province-c")
    assert a.tell(now, 5) == ""
    assert a.tell(now, 4) == "snapshot.rolled_back"
    assert a.tell(now, 5, revoked=("x",)) == "snapshot.forked"
    assert a.tell(now, 6, key=made_key()) == "exchange.key_changed"
    theirs, mine = a.share(now).nodes, b.share(now).nodes
    named_as_a = (replace(mine[0], id=a.node),)
    assert b.tell(now, nodes=named_as_a) == "snapshot.for_another_node"
    assert b.tell(now, nodes=(replace(mine[0], id="shili.mzt"),)) == "snapshot.for_another_node"
    assert b.tell(now, nodes=(replace(mine[0], keys=theirs[0].keys),)) == "exchange.anothers_key"
    our_key = (told_key(provider.key, now),)
    assert b.tell(now, nodes=(replace(mine[0], keys=our_key),)) == "exchange.anothers_key"
    not_its_own = b.grant(now, "shili.gov", ITEM, provider=a.node)
    assert b.tell(now, grants=(not_its_own,)) == "snapshot.for_another_node"
    with pytest.raises(exchange.PlatformNotHere):
        give(b, now)


def test_a_grant_across_is_the_stewards_and_within_the_resource(ours) -> None:
    _, _, now = ours
    a = Abroad()
    a.tell(now)
    with pytest.raises(exchange.FieldsNotAsked):
        give(a, now, fields=("person.name.of.somebody",))
    with pytest.raises(exchange.CrossGrantNotRight, match="条款"):
        give(a, now, article=ArticleRef("xuke-fa", "42", "1999-01-01"))
    with pytest.raises(exchange.PlatformNotHere):
        give(a, now, consumer_node="province-a.other")
    first, again = give(a, now), give(a, now)
    standing = [each for each in exchange.cross_grants(SYSTEM) if each.revoked_at is None]
    assert first.id != again.id
    assert [each.id for each in standing] == [again.id]
    assert exchange.resources_elsewhere(now)[0].platform == a.code


def test_what_we_tell_is_taken_by_the_wires_rules(ours) -> None:
    provider, hub, now = ours
    a = Abroad()
    a.tell(now)
    made = give(a, now)
    told = exchange.told_exchange(now)
    share = ExchangeShare(
        VERSION, "shili", 1, ms(now), ms(now + DAY), told.nodes, told.token_keys, told.resources,
        told.grants, told.revoked, told.requests, told.answers,
    )  # fmt: skip
    key = made_key()
    found, _ = take_exchange(
        sign_exchange(share, key), {key.public.key_id: key.public}, "shili", Seen(), ms(now)
    )
    assert {each.id for each in found.nodes} == {provider.id, hub.id}
    (granted,) = found.grants
    assert (granted.platform, granted.grant.id) == (a.code, made.id)


def test_the_person_sees_a_look_from_abroad_in_our_account_too(ours, settings) -> None:
    provider, _, now = ours
    a = Abroad()
    a.tell(now)
    made = give(a, now)
    person = a_person()
    number = Subject("resident-id", register_number(SYSTEM, person.id).value)
    grant = AtNode(provider.id, now).grant(made.id)
    token = a.token(grant, number, now)
    told = (
        TokenSubject(a.signed(token), number),
        TokenSubject(a.signed(a.token(grant, number, now), made_key()), number),
        TokenSubject(a.signed(token), WHO),
    )
    text = sign_subjects(SubjectPage(provider.id, ms(now), told), provider.key)
    assert exchange.take_subjects(text=text, now=now) == 1
    assert exchange.take_subjects(text=text, now=now) == 0
    page = SubjectPage("shili.gov", ms(now), told)
    with pytest.raises(exchange.NodeUnknown):
        exchange.take_subjects(text=sign_subjects(page, provider.key), now=now)
    leaf = a_leaf(
        provider, a.node, call="call-1", token=token.id, grant=grant.id, at=now,
        fields=("person.marriage.status",),
    )  # fmt: skip
    provider.write(leaf)
    send(provider, now)
    who = Actor(ActorKind.PERSON, subject_id=person.id, account_id="acct_p")
    (look,) = [each for each in exchange.looks(who, person.id, now).items if each.across]
    assert (look.article, look.item_code) == (ARTICLE, FOREIGN_ITEM)
    assert (look.across.asked, look.across.platform.zh) == (True, "甲省")


def test_we_ask_abroad_only_under_a_grant_we_were_told_of(ours) -> None:
    _, hub, now = ours
    a = Abroad()
    given = a.grant(now, hub.id, ITEM)
    assert a.tell(now, grants=(given,)) == ""
    asked = wanted(now, resource_code="1010101/1", fields=("person.name",), platform=a.code)
    issued = exchange.issue_case_token(actor=SYSTEM, wanted=asked, now=now)
    token = open_token(issued.text, {key.key_id: key for key in exchange.pinned_keys()})
    assert (token.issuer, token.audience, token.consumer) == ("shili", a.node, hub.id)
    policy = AtNode(hub.id, now).policy
    assert policy.nodes[a.node].keys[0].key_id == a.node_key.public.key_id
    hub.write(
        a_leaf(hub, a.node, call="call-2", token=token.id, grant=given.grant.id, at=now,
               side=Side.CONSUMER)
    )  # fmt: skip
    send(hub, now)
    who = Actor(ActorKind.PERSON, subject_id="subj_1", account_id="acct_1")
    (look,) = exchange.looks(who, "subj_1", now).items
    assert look.across is not None
    assert (look.across.asked, look.across.holder.zh) == (False, "甲省公安厅")
    # The case closes: the provider's platform hears of it.
    exchange.end_case_tokens(actor=SYSTEM, case_refs=["case_1"], now=now)
    assert {token.id, "case_1"} <= set(exchange.told_exchange(now).revoked)
    # Told no longer by who gave it: nobody asks.
    assert a.tell(now, 2) == ""
    with pytest.raises(exchange.NoRightToAsk):
        exchange.issue_case_token(actor=SYSTEM, wanted=asked, now=now)


def test_who_was_given_a_grant_may_use_it_no_longer(ours) -> None:
    _, hub, now = ours
    a = Abroad()
    a.tell(now, grants=(a.grant(now, hub.id, ITEM),))
    (held,) = exchange.cross_grants(SYSTEM)
    exchange.revoke_across(
        actor=steward("zsj-990000"), grant_id=held.id, reason="not needed", now=now
    )
    a.tell(now, 2, grants=(a.grant(now, hub.id, ITEM),))
    asked = wanted(now, resource_code="1010101/1", fields=("person.name",), platform=a.code)
    with pytest.raises(exchange.NoRightToAsk):
        exchange.issue_case_token(actor=SYSTEM, wanted=asked, now=now)
