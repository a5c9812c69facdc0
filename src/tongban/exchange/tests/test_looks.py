"""The person's ledger against an oracle: complete, nobody else's, nothing left out."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.elements.api import look_up
from tongban.exchange import api as exchange
from tongban.exchange.actions import take_evidence as taking
from tongban.exchange.models import Grant
from tongban.exchange.tests.factories import (
    ITEM,
    SYSTEM,
    FakeNode,
    a_leaf,
    granted,
    nodes_of,
    officer,
    send,
    steward,
    token_for,
)
from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.kernel.article import ArticleRef
from tongban.ledger.api import leaves_about
from tongban_trust.signing import algorithm_of, generate_key
from tongban_wire.evidence import LeafKind, Side
from tongban_wire.messages import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]


def person(subject_id):
    return Actor(ActorKind.PERSON, subject_id=subject_id, account_id=f"acct_{subject_id}")


def both_leaves(provider, hub, issued, call, at, outcome=Outcome.ANSWERED):
    told = {"call": call, "token": issued.id, "grant": issued.grant_id, "at": at,
            "fields": ("person.marriage.status",), "outcome": outcome}  # fmt: skip
    provider.write(a_leaf(provider, hub.id, **told))
    hub.write(a_leaf(hub, provider.id, side=Side.CONSUMER, **told))


def all_looks(subject_id, now):
    found, cursor = [], None
    while True:
        page = exchange.looks(person(subject_id), subject_id, now, cursor=cursor)
        found += page.items
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


def test_the_list_is_what_happened_for_random_accesses_in_random_order():
    now = timezone.now()
    rng = Random(7)
    granted(now)
    provider, hub = nodes_of(now)
    people = ("subj_a", "subj_b", "subj_c")
    tokens = {who: token_for(now, who) for who in people}
    oracle = {who: set() for who in people}
    for number in range(90):
        who, call = rng.choice(people), f"{rng.getrandbits(128):032x}"
        # Many within one moment: paging must not lose any of them.
        at = now + timedelta(seconds=number // 15)
        both_leaves(
            provider, hub, tokens[who], call, at, rng.choice([Outcome.ANSWERED, Outcome.REFUSED])
        )
        oracle[who].add(call)
    send(hub, now)
    first = 0
    while first < len(provider.leaves):
        first = send(provider, now, first, min(first + rng.randint(1, 17), len(provider.leaves)))
    for who in people:
        found = all_looks(who, now + timedelta(minutes=1))
        assert {look.id for look in found} == oracle[who]
        assert len(found) == len(oracle[who])
        assert all(look.both_sides for look in found)
        assert [look.at for look in found] == sorted((look.at for look in found), reverse=True)
    assert exchange.one_sided_looks(SYSTEM, now + timedelta(days=1)) == 0


def test_nobody_else_reads_it():
    now = timezone.now()
    strangers = (
        person("subj_b"), Actor.anonymous(), steward("mzt-990000"),
        officer("zsj-990000", Duty.OPERATOR), officer("zsj-990000", Duty.DATA_COORDINATOR),
    )  # fmt: skip
    for stranger in strangers:
        with pytest.raises(exchange.LooksNotYours):
            exchange.looks(stranger, "subj_a", now)
        with pytest.raises(exchange.LooksNotYours):
            exchange.look(stranger, "subj_a", "x", now)
    guardian = Actor(ActorKind.PERSON, subject_id="subj_g", on_behalf_of="subj_a")
    assert exchange.looks(guardian, "subj_a", now).items == ()


def test_leaving_one_out_altering_or_forking_is_refused_and_told():
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    issued = token_for(now, "subj_a")
    for number in range(4):
        both_leaves(provider, hub, issued, f"{number:032x}", now)
    assert send(provider, now, 0, 2) == 2
    assert send(provider, now, 3) == 2  # nothing is taken out of its turn
    assert send(provider, now, 1) == 2
    honest = list(provider.leaves)
    del provider.leaves[1]  # a log that forgets one of what it has sent
    with pytest.raises(exchange.EvidenceRefused, match="not_this_root"):
        send(provider, now, 2)
    provider.leaves = [*honest[:2], honest[3], honest[2]]
    other = generate_key(algorithm_of("intl"))
    with pytest.raises(exchange.EvidenceRefused, match="not_signed"):
        exchange.take_evidence(page=provider.page(2, key=other), now=now)
    with pytest.raises(exchange.EvidenceRefused, match="malformed"):
        exchange.take_evidence(page=b"{}", now=now)
    (view,) = [node for node in exchange.nodes(SYSTEM) if node.id == provider.id]
    assert (view.log_size, view.log_refused) == (2, "evidence.not_signed")
    told = [leaf for leaf in leaves_about(SYSTEM, provider.id) if leaf.kind.endswith("-refused")]
    assert len(told) == 2
    provider.leaves = honest
    assert send(provider, now, 2) == 4
    assert send(provider, now, 0) == 4  # sent again: nothing changes
    assert len(all_looks("subj_a", now)) == 4


def test_a_log_cannot_claim_looks_that_are_not_its_own():
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    liar = FakeNode("liar", agency_by_short("gat-990000").code).register(now)
    issued = token_for(now, "subj_a")
    told = {"token": issued.id, "grant": issued.grant_id, "at": now}
    liar.write(a_leaf(liar, hub.id, call="1" * 32, **told))  # no side of this grant
    liar.write(a_leaf(liar, hub.id, call="2" * 32, side=Side.CONSUMER, **told))
    liar.write(a_leaf(provider, hub.id, call="3" * 32, **told))  # in another's name
    liar.write(a_leaf(liar, hub.id, call="4" * 32, **{**told, "token": "token_unknown"}))
    liar.write(a_leaf(liar, hub.id, call="5" * 32, **{**told, "grant": "grant_unknown"}))
    send(liar, now)
    assert all_looks("subj_a", now) == []


def test_what_one_side_lacks_is_named():
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    issued = token_for(now, "subj_a")
    both_leaves(provider, hub, issued, "a" * 32, now)
    both_leaves(provider, hub, issued, "b" * 32, now)
    hub.leaves.pop()
    send(provider, now)
    send(hub, now)
    since = now - timedelta(hours=1)
    (lack,) = exchange.lacks_between(SYSTEM, provider.id, hub.id, since, until=now)
    assert (lack.lacks, lack.has, lack.call) == (hub.id, provider.id, "b" * 32)
    assert exchange.one_sided_looks(SYSTEM, now + timedelta(hours=2)) == 1
    with pytest.raises(exchange.NodesNotYours):
        exchange.lacks_between(steward("mzt-990000"), provider.id, hub.id, since, until=now)
    for one, other in ((provider.id, provider.id), (provider.id, "no-such-node")):
        with pytest.raises(exchange.NodeUnknown):
            exchange.lacks_between(SYSTEM, one, other, since, until=now)


def test_a_message_written_on_both_sides_of_a_boundary_is_not_missing():
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    issued = token_for(now, "subj_a")
    since, until, late = now - timedelta(hours=1), now, timedelta(seconds=2)
    for number, asked in enumerate((since - late / 2, until - late / 2, until + late)):
        told = {"call": f"{number:032x}", "token": issued.id, "grant": issued.grant_id}
        hub.write(a_leaf(hub, provider.id, side=Side.CONSUMER, at=asked, **told))
        if number < 2:  # the last one is on its way
            provider.write(a_leaf(provider, hub.id, at=asked + late, **told))
    send(provider, now)
    send(hub, now)
    assert exchange.lacks_between(SYSTEM, provider.id, hub.id, since, until=until) == ()
    later = exchange.lacks_between(SYSTEM, provider.id, hub.id, since, until=until + 2 * late)
    assert [lack.call for lack in later] == [f"{2:032x}"]


def test_each_day_of_a_log_is_proven_without_a_gap():
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    issued = token_for(now, "subj_a")
    for number in range(5):
        both_leaves(provider, hub, issued, f"{number:032x}", now - timedelta(days=2 - number // 2))
    send(provider, now, 0, 3)
    send(provider, now, 3)
    proofs = exchange.day_proofs(now - timedelta(days=5))
    ours = sorted((proof for proof in proofs if proof.node == provider.id), key=lambda p: p.day)
    assert [(proof.first, proof.end, proof.leaves) for proof in ours] == [
        (0, 2, 2),
        (2, 4, 2),
        (4, 5, 1),
    ]
    assert ours[-1].size == 5
    assert provider.note_key.line == ours[0].log_key


def test_a_lawful_delay_hides_a_look_until_its_day_and_shows_it_then_with_its_article():
    now = timezone.now()
    grant = granted(now)
    provider, hub = nodes_of(now)
    row = Grant.objects.get(id=grant.id)
    delay = {"delay_days": 30, "delay_article": "geren-xinxi-baohu-fa/35@2021-08-20"}
    Grant.objects.filter(id=grant.id).update(terms={**row.terms, **delay})
    issued = token_for(now, "subj_a")
    both_leaves(provider, hub, issued, "a" * 32, now)
    send(provider, now)
    assert all_looks("subj_a", now + timedelta(days=29)) == []
    assert exchange.look(person("subj_a"), "subj_a", "a" * 32, now) is None
    (shown,) = all_looks("subj_a", now + timedelta(days=30))
    assert shown.sealed_until == shown.at + timedelta(days=30)
    assert str(shown.delay_article) == delay["delay_article"]
    # Neither the token's leaf nor the seal's tells the person before.
    assert leaves_about(person("subj_a"), "subj_a") == ()
    kinds = [leaf.kind for leaf in leaves_about(SYSTEM, grant.id)]
    assert "exchange.look-sealed" in kinds


def test_the_platforms_own_look_ups_are_in_the_same_list():
    now = timezone.now()
    article = ArticleRef("geren-xinxi-baohu-fa", "34", "2021-08-20")
    look_up(
        actor=person("subj_a"), subject_id="subj_a", element_ids=["person.name", "person.sex"],
        item_code=ITEM, purpose=article, case_id=None, now=now,
    )  # fmt: skip
    (shown,) = all_looks("subj_a", now + timedelta(seconds=1))
    assert shown.via is exchange.LookVia.PLATFORM
    assert (shown.article, shown.item_code, shown.acting) == (article, ITEM, "subject")


def test_a_session_or_an_unreadable_message_is_kept_but_is_nobodys_look():
    now = timezone.now()
    provider, hub = nodes_of(now)
    told = {"token": "", "grant": "", "at": now, "call": ""}
    provider.write(a_leaf(provider, hub.id, kind=LeafKind.SESSION, outcome=None, **told))
    provider.write(a_leaf(provider, hub.id, outcome=Outcome.REFUSED, **told))
    assert send(provider, now) == 2


def test_two_nodes_that_tell_of_one_call_at_the_same_moment_are_both_believed(monkeypatch):
    now = timezone.now()
    granted(now)
    provider, hub = nodes_of(now)
    both_leaves(provider, hub, token_for(now, "subj_a"), f"{1:032x}", now)
    send(provider, now)
    kept, tried = taking.keep_looks, []

    def quicker(node, leaves, at):
        tried.append(node.id)
        if len(tried) == 1:
            raise IntegrityError("the other node's row came first")
        kept(node, leaves, at)

    monkeypatch.setattr(taking, "keep_looks", quicker)
    assert send(hub, now) == len(hub.leaves)
    assert tried == [hub.id, hub.id]
    (look,) = all_looks("subj_a", now)
    assert look.both_sides
