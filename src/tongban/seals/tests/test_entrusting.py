"""A firm entrusts a seal to a person: within a scope, for a term, taken back at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import leaves_about
from tongban.seals.api import (
    EntrustmentNotFound,
    EntrustmentState,
    OutsideItsScope,
    Purpose,
    SealDetailsNotRight,
    SealNotFound,
    SealNotInForce,
    SealNotYours,
    end_entrustment,
    entrusted_seal,
    entrusted_to_me,
    entrustments_of,
    seal_uses,
    suspend_seal,
    use_seal,
)
from tongban.seals.models import Entrustment
from tongban.seals.tests.factories import (
    ARTICLE,
    CONTRACT,
    NOW,
    PLATFORM,
    a_firm_seal,
    a_named_person,
    an_owner,
    entrust,
    themself,
)

pytestmark = pytest.mark.django_db
LETTER = Purpose("document", "letter")
LATER = NOW + timedelta(days=2)


@pytest.fixture
def owner() -> Actor:
    return an_owner()


@pytest.fixture
def seal(owner):
    return a_firm_seal(owner)


@pytest.fixture
def named(seal) -> dict[str, str]:
    return a_named_person()


def put(actor, seal, purpose=CONTRACT, number="合同1号", now=LATER):
    return use_seal(
        actor=actor, seal_id=seal.id, content=b"digest", purpose=purpose, document_id=number,
        now=now,
    )  # fmt: skip


def test_a_person_uses_it_within_its_scope_and_the_firm_sees_each_use(owner, seal, named):
    made = entrust(owner, seal, named)
    clerk = themself(named)
    assert entrusted_to_me(clerk, NOW)[0].purpose == "与房东签租赁合同"
    used = put(clerk, seal)
    with pytest.raises(OutsideItsScope):
        put(clerk, seal, LETTER)
    (seen,) = seal_uses(owner, seal.id, LATER).items
    assert (seen.id, seen.entrustment_id, seen.automatic) == (used.id, made.id, False)
    assert entrustments_of(owner, seal.id, LATER)[0].person_name == "林晓禾"
    assert [each.id for each in entrusted_seal(clerk, made.id, LATER)[2]] == [used.id]
    leaf = next(each for each in leaves_about(PLATFORM, seal.id) if each.kind == "seals.used")
    assert leaf.facts["entrustment"] == made.id
    assert put(owner, seal, LETTER, "函1号").entrustment_id == ""


def test_taken_back_it_refuses_at_once(owner, seal, named):
    made = entrust(owner, seal, named)
    clerk = themself(named)
    put(clerk, seal)
    assert end_entrustment(actor=owner, entrustment_id=made.id, now=LATER).state is (
        EntrustmentState.ENDED
    )
    with pytest.raises(SealNotYours):
        put(clerk, seal, number="合同2号")
    with pytest.raises(SealNotYours):
        put(clerk, seal)  # nor is the signature given before given again
    end_entrustment(actor=owner, entrustment_id=made.id, now=LATER)
    kinds = [leaf.kind for leaf in leaves_about(PLATFORM, seal.id)]
    assert kinds.count("seals.entrusted") == kinds.count("seals.entrustment-ended") == 1


def test_it_ends_with_its_day_and_with_the_seal(owner, seal, named):
    entrust(owner, seal, named, valid_until=date(2026, 11, 25))
    clerk = themself(named)
    put(clerk, seal, now=NOW + timedelta(days=2))
    with pytest.raises(SealNotYours):
        put(clerk, seal, number="合同2号", now=NOW + timedelta(days=3))
    entrust(owner, seal, named)
    again = themself(named)
    suspend_seal(actor=owner, seal_id=seal.id, article=ARTICLE, reason="遗失", now=NOW)
    with pytest.raises(SealNotInForce):
        put(again, seal, number="合同3号")
    with pytest.raises(SealNotInForce):
        entrust(owner, seal, named)


def test_nobody_entrusts_what_is_not_theirs_or_passes_it_on(owner, seal, named):
    made = entrust(owner, seal, named)
    clerk = themself(named)
    stranger = Actor(kind=ActorKind.PERSON, subject_id="subj_x", account_id="acct_x")
    for other in (clerk, stranger):
        with pytest.raises(SealNotFound):
            entrust(other, seal, named)
        with pytest.raises(EntrustmentNotFound):
            end_entrustment(actor=other, entrustment_id=made.id, now=NOW)
        assert entrustments_of(other, seal.id, NOW) == ()
    with pytest.raises(EntrustmentNotFound):
        entrusted_seal(stranger, made.id, NOW)
    with pytest.raises(SealNotYours):
        put(stranger, seal)
    # A mandate for another firm is no reason: the person acts for themself only.
    for_a_firm = Actor(
        kind=ActorKind.FIRM_AGENT, subject_id=clerk.subject_id, account_id="acct_c",
        on_behalf_of="subj_firm",
    )  # fmt: skip
    with pytest.raises(SealNotYours):
        put(for_a_firm, seal)


def test_every_fault_is_told_and_a_slip_entrusts_nobody(owner, seal, named):
    with pytest.raises(SealDetailsNotRight) as refused:
        entrust(
            owner, seal, {**named, "person_name": "林晓木"}, purpose=" ",
            scope=(Purpose("item", "x"),), valid_until=date(2029, 1, 1),
        )  # fmt: skip
    where = {problem.where for problem in refused.value.problems}
    assert where == {"scope", "purpose", "valid_until", "number"}
    assert not Entrustment.objects.exists()
