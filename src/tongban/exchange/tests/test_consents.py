"""Consent: asked for where a grant needs it, given and withdrawn by the person, obeyed by nodes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.exchange import api as exchange
from tongban.exchange.api import ConsentState
from tongban.exchange.models import Consent, Grant
from tongban.exchange.tests.factories import (
    ITEM,
    SYSTEM,
    needing_consent,
    nodes_of,
    steward,
    wanted,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about
from tongban_wire.case_token import open_token
from tongban_wire.faults import Code
from tongban_wire.legal_check import Call, check, ready
from tongban_wire.messages import Request
from tongban_wire.snapshot import Seen, take_snapshot
from tongban_wire.usage import Usage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
WHO = Actor(ActorKind.PERSON, subject_id="subj_1", account_id="acct_1")


def issue(now):
    return exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)


def codes(provider, hub, issued, now):
    """What the provider's node says of a lawful call under the platform's own policy and token."""
    trusted = {key.key_id: key for key in exchange.pinned_keys()}
    answer = exchange.policy_for(provider.id, seen=0, now=now)
    at = int(now.timestamp() * 1000)
    snapshot, seen = take_snapshot(answer.text, trusted, provider.id, Seen(), at)
    token, told = open_token(issued.text, trusted), wanted(now)
    (grant,) = snapshot.grants
    request = Request(
        v=1, id="0" * 32, at_ms=at, consumer=hub.id, provider=provider.id, resource=grant.resource,
        grant=grant.id, item=grant.item, purpose=grant.purpose, article=grant.article,
        case=told.case_ref, subject=told.number, fields=told.fields, questions={},
        token=issued.text, nonce="0" * 32,
    )  # fmt: skip
    call = Call(request, hub.id, hub.key.public.key_id, False, token, True)
    return {fault.code for fault in check(call, ready(snapshot), seen, Usage(480), at).faults}


def test_no_token_without_consent_and_the_node_obeys_its_withdrawal():
    now = timezone.now()
    made = needing_consent(now)
    provider, hub = nodes_of(now)
    with pytest.raises(exchange.ConsentMissing):
        issue(now)
    (asked,) = exchange.consents_wanted(WHO, "subj_1", ITEM, now)
    assert (asked.id, asked.state, asked.grant.id) == ("", ConsentState.WANTED, made.id)
    given = exchange.give_consent(actor=WHO, grant_id=made.id, now=now)
    assert exchange.give_consent(actor=WHO, grant_id=made.id, now=now) == given
    assert exchange.consents_wanted(WHO, "subj_1", ITEM, now) == (given,)
    issued = issue(now)
    trusted = {key.key_id: key for key in exchange.pinned_keys()}
    assert open_token(issued.text, trusted).consent == given.id
    assert codes(provider, hub, issued, now) == set()

    later = now + timedelta(seconds=5)
    for _ in range(2):
        ended = exchange.withdraw_consent(actor=WHO, consent_id=given.id, now=later)
        assert (ended.state, ended.withdrawn_at) == (ConsentState.WITHDRAWN, later)
    # The token issued before is refused as well, from the node's next poll on.
    assert codes(provider, hub, issued, later) == {Code.CONSENT_WITHDRAWN}
    with pytest.raises(exchange.ConsentMissing):
        issue(later)
    again = exchange.give_consent(actor=WHO, grant_id=made.id, now=later)
    assert again.id != given.id
    assert codes(provider, hub, issue(later), later) == set()
    assert [one.id for one in exchange.my_consents(WHO, "subj_1", later)] == [again.id, given.id]
    kinds = [leaf.kind for leaf in leaves_about(WHO, "subj_1") if "consent" in leaf.kind]
    assert sorted(kinds) == ["exchange.consent-given"] * 2 + ["exchange.consent-withdrawn"]


def test_consent_is_the_persons_own():
    now = timezone.now()
    made = needing_consent(now)
    given = exchange.give_consent(actor=WHO, grant_id=made.id, now=now)
    other = Actor(ActorKind.PERSON, subject_id="subj_2", account_id="acct_2")
    for nobody in (SYSTEM, Actor.anonymous(), steward("mzt-990000")):
        with pytest.raises(exchange.ConsentNotYours):
            exchange.give_consent(actor=nobody, grant_id=made.id, now=now)
    for stranger in (other, SYSTEM, steward("mzt-990000")):
        with pytest.raises(exchange.ConsentNotYours):
            exchange.withdraw_consent(actor=stranger, consent_id=given.id, now=now)
    for read in (
        lambda: exchange.my_consents(other, "subj_1", now),
        lambda: exchange.consents_wanted(other, "subj_1", ITEM, now),
    ):
        with pytest.raises(exchange.LooksNotYours):
            read()
    guardian = Actor(ActorKind.PERSON, subject_id="subj_2", on_behalf_of="subj_1")
    assert exchange.withdraw_consent(actor=guardian, consent_id=given.id, now=now).withdrawn_at
    # Who acts for somebody decides for them, not for oneself by that.
    exchange.give_consent(actor=guardian, grant_id=made.id, now=now)
    assert Consent.objects.filter(subject_id="subj_2").count() == 0


def test_consent_stands_for_one_grant_while_it_lasts():
    now = timezone.now()
    made = needing_consent(now)
    exchange.give_consent(actor=WHO, grant_id=made.id, now=now)
    over = made.valid_until + timedelta(seconds=1)
    (view,) = exchange.my_consents(WHO, "subj_1", over)
    assert view.state is ConsentState.OVER
    with pytest.raises(exchange.GrantUnknown):
        exchange.give_consent(actor=WHO, grant_id=made.id, now=over)
    exchange.revoke_grant(actor=steward("mzt-990000"), grant_id=made.id, reason="x", now=now)
    (view,) = exchange.my_consents(WHO, "subj_1", now)
    assert view.state is ConsentState.OVER
    anew = needing_consent(now)
    (asked,) = exchange.consents_wanted(WHO, "subj_1", ITEM, now)
    assert (asked.grant.id, asked.state) == (anew.id, ConsentState.WANTED)
    plain = Grant.objects.get(id=anew.id)
    plain.terms = {**plain.terms, "needs_consent": False}
    plain.save(update_fields=["terms"])
    assert exchange.consents_wanted(WHO, "subj_1", ITEM, now) == ()
    with pytest.raises(exchange.GrantUnknown):
        exchange.give_consent(actor=WHO, grant_id=anew.id, now=now)
