"""Consent: asked for where a grant needs it, given and withdrawn by the person, obeyed by nodes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange import api as exchange
from tongban.exchange.adapters.policy_key import policy_key
from tongban.exchange.api import ConsentState
from tongban.exchange.models import Consent, CrossGrant, Grant
from tongban.exchange.tests.abroad import (
    MARRIED,
    OFFER,
    Abroad,
    NodeOfA,
    codes_of,
    made_key,
    ms,
    request_for,
)
from tongban.exchange.tests.factories import (
    ITEM,
    LAW,
    SYSTEM,
    FakeNode,
    needing_consent,
    nodes_of,
    steward,
    wanted,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about
from tongban_wire.case_token import Subject, open_token, sign_token, token_in
from tongban_wire.faults import Code
from tongban_wire.legal_check import Call, check, ready
from tongban_wire.messages import Request
from tongban_wire.snapshot import Seen, take_snapshot
from tongban_wire.statements import take_apart
from tongban_wire.usage import Usage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
OUR_RESOURCE = "1010201/1"
WHO = Actor(ActorKind.PERSON, subject_id="subj_1", account_id="acct_1")


def issue(now):
    return exchange.issue_case_token(actor=SYSTEM, wanted=wanted(now), now=now)


def taken(node, now):
    """The policy our platform has for a node of ours now."""
    text = exchange.policy_for(node, seen=0, now=now).text
    trusted = {key.key_id: key for key in exchange.pinned_keys()}
    return take_snapshot(text, trusted, node, Seen(), ms(now))


def codes(provider, hub, issued, now):
    """What the provider's node says of a lawful call under the platform's own policy and token."""
    trusted = {key.key_id: key for key in exchange.pinned_keys()}
    at = ms(now)
    snapshot, seen = taken(provider.id, now)
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


class Across:
    """Province A grants an item of ours what needs the consent of the person, who is with us."""

    def __init__(self, now) -> None:
        self.now, self.a, self.told = now, Abroad(), 0
        self.hub = FakeNode("shili.gov", agency_by_short("zsj-990000").code)
        self.hub.register(now, serves_everybody=True)
        self.given = self.a.grant(
            now, self.hub.id, ITEM, resource=OFFER.code, fields=(MARRIED,), needs_consent=True
        )
        self.node = NodeOfA(self.a, self.given.grant, now)
        assert self.a.tell(now, 1, resources=(OFFER,), grants=(self.given,)) == ""

    def agree(self):
        return exchange.give_consent(actor=WHO, grant_id=self.given.grant.id, now=self.now)

    def issued(self, **changed):
        said = {"resource_code": OFFER.code, "fields": (MARRIED,), "platform": self.a.code}
        asked = wanted(self.now, **(said | changed))
        return exchange.issue_case_token(actor=SYSTEM, wanted=asked, now=self.now)

    def token(self, issued):
        return open_token(issued.text, {key.key_id: key for key in exchange.pinned_keys()})

    def codes(self, text, subject=None, grant=None, **sent):
        """What A's node says of a call with this token, under what our platform tells now."""
        told = wanted(self.now)
        token = token_in(take_apart(text))
        request = request_for(
            grant or self.given.grant, token, text, subject or told.number, self.now
        )
        return self.node.codes(request, **sent)


@pytest.fixture
def across(settings):
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    return Across(timezone.now())


def test_a_consent_given_here_counts_at_another_platform_until_it_is_withdrawn(across):
    with pytest.raises(exchange.ConsentMissing):
        across.issued()
    (asked,) = exchange.consents_wanted(WHO, "subj_1", ITEM, across.now)
    assert (asked.state, asked.grant.id) == (ConsentState.WANTED, across.given.grant.id)
    assert asked.across.named.zh == "甲省公安厅（甲省）"
    given = across.agree()
    assert across.agree() == given
    assert exchange.my_consents(WHO, "subj_1", across.now) == (given,)
    assert exchange.consents_wanted(WHO, "subj_1", ITEM, across.now) == (given,)
    issued = across.issued()
    assert across.token(issued).consent == given.id
    assert across.codes(issued.text) == set()
    exchange.withdraw_consent(actor=WHO, consent_id=given.id, now=across.now)
    with pytest.raises(exchange.ConsentMissing):
        across.issued()
    # The token issued before dies with our next word, and that it was told ends with the token.
    assert across.codes(issued.text) == {Code.CONSENT_WITHDRAWN}
    over = across.now + timedelta(hours=2)
    assert given.id in exchange.told_exchange(across.now).revoked
    assert given.id not in exchange.told_exchange(over).revoked
    again = across.agree()
    assert again.id != given.id
    assert across.codes(across.issued().text) == set()


def test_a_token_ends_with_the_consent_it_carries(across):
    across.agree()
    Consent.objects.update(valid_until=across.now + timedelta(seconds=30))
    assert across.issued().expires_at == across.now + timedelta(seconds=30)
    Consent.objects.update(valid_until=across.now)
    with pytest.raises(exchange.ConsentMissing):
        across.issued()


def test_no_other_consent_than_the_persons_own_for_this_grant_counts_abroad(across):
    given, issued = across.agree(), across.issued()
    token, other = across.token(issued), Subject("resident-id", "990102199001010027")
    assert across.codes(issued.text, subject=other) == {Code.TOKEN_OTHER_SUBJECT}
    # Stripped, put in, stretched or re-addressed, it is no longer what our platform signed.
    key = made_key()
    for changed in (
        replace(token, consent=None),
        replace(token, consent="consent_of_somebody"),
        replace(token, expires_at_ms=token.expires_at_ms + 60_000),
    ):
        odd = across.codes(sign_token(changed, key))
        assert Code.TOKEN_FORGED in odd
    # Our own platform's signature on what it never says: no consent, or one for another resource.
    ours = policy_key(across.now)
    bare = sign_token(replace(token, consent=None), ours)
    assert across.codes(bare) == {Code.CONSENT_MISSING}
    elsewhere = across.a.grant(
        across.now, across.hub.id, ITEM, id="province-a.g2", needs_consent=True
    )
    across.node.grant = elsewhere.grant
    assert across.codes(issued.text, grant=elsewhere.grant) == {Code.TOKEN_OTHER_GRANT}
    across.node.grant = across.given.grant
    late = replace(token, issued_at_ms=token.issued_at_ms - 900_000,
                   expires_at_ms=ms(across.now))  # fmt: skip
    assert across.codes(sign_token(late, ours)) == {Code.TOKEN_NOT_IN_TIME}
    # A third platform vouches for nobody here, whatever it says of consent, whoever it seems to be.
    third = Abroad("province-c")
    for issuer in (third.code, "shili"):
        forged = replace(token, id=token.id, issuer=issuer, consent=given.id)
        assert across.codes(third.signed(forged)) == {Code.TOKEN_FORGED}
    stranger = across.codes(issued.text, key_id=third.node_key.public.key_id)
    assert stranger == {Code.CALLER_UNKNOWN}


def test_what_we_share_on_consent_is_granted_abroad_and_the_other_platform_vouches(across):
    """The other way round: the person is with Province A, the register is ours."""
    now, a = across.now, across.a
    provider = FakeNode("shili.mzt", agency_by_short("mzt-990000").code).register(now)
    made = exchange.grant_across(
        actor=steward("mzt-990000"), now=now,
        new=exchange.NewCrossGrant(
            a.code, a.node, "item-of-a", "handle/item-of-a", LAW, OUR_RESOURCE, (MARRIED,)
        ),
    )  # fmt: skip
    row = CrossGrant.objects.get(id=made.id)
    row.terms = {**row.terms, "needs_consent": True}
    row.save(update_fields=["terms"])

    def at_ours(**changed):
        snapshot, seen = taken(provider.id, now)
        grant = next(each for each in snapshot.grants if each.id == made.id)
        number = wanted(now).number
        token = a.token(grant, number, now, **changed)
        request = request_for(grant, token, a.signed(token), number, now)
        trusted = {key.key_id: key for key in exchange.pinned_keys()}
        key = a.node_key.public.key_id
        return codes_of(ready(snapshot), seen, trusted, a.node, key, request, now)

    assert at_ours() == {Code.CONSENT_MISSING}
    assert at_ours(consent="consent_of_a") == set()
    assert a.tell(now, 2, revoked=("consent_of_a",)) == ""
    assert at_ours(consent="consent_of_a") == {Code.CONSENT_WITHDRAWN}
    assert at_ours(consent="consent_anew") == set()
