"""Signing in by licence: by who acts for the firm, once, in two minutes, never on a forgery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongban.identity.api import MandateKind, grant_mandate, revoke_mandate
from tongban.identity.tests.factories import a_firm, a_person
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.ledger.api import forget_subject, leaves_about
from tongban.seals.api import (
    LicenceNotYours,
    SignInNotOpen,
    answer_sign_in,
    redeem_sign_in,
)
from tongban.seals.models import LicenceSignIn
from tongban.seals.tests.factories import NOW, PLATFORM

pytestmark = pytest.mark.django_db
LICENCE = "1.2.156.3005.2.1"


@pytest.fixture(autouse=True)
def _licences(monkeypatch: pytest.MonkeyPatch) -> None:
    a_calendar()
    register(monkeypatch, LICENCE)


def register(monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    """What the register of certificates says of every firm's licence."""
    monkeypatch.setattr("tongban.seals.ports._licences", [lambda firm_id, now: says])


@pytest.fixture
def owner() -> Actor:
    """The legal representative, acting for the firm."""
    firm, person = a_firm(), a_person("周予安")
    grant_mandate(
        actor=PLATFORM, kind=MandateKind.LEGAL_REPRESENTATIVE, principal_id=firm.id,
        agent_id=person.id, valid_from=date(2026, 1, 1), valid_until=None, now=NOW,
    )  # fmt: skip
    return Actor(
        kind=ActorKind.FIRM_AGENT, subject_id=person.id, account_id="acct_owner",
        on_behalf_of=firm.id,
    )  # fmt: skip


def agree(actor: Actor, challenge: str = "challenge-1", after: timedelta = timedelta(seconds=30)):
    """Answer what was asked at NOW."""
    return answer_sign_in(actor=actor, challenge=challenge, asked_at=NOW, now=NOW + after)


def redeem(challenge: str = "challenge-1", after: timedelta = timedelta(seconds=40)):
    """Use the answer."""
    return redeem_sign_in(challenge=challenge, now=NOW + after)


def test_the_browser_that_asked_signs_in_for_the_firm_once(owner):
    assert redeem() is None
    agree(owner)
    granted = redeem()
    assert (granted.firm_id, granted.account_id) == (owner.on_behalf_of, "acct_owner")
    assert granted.licence == LICENCE
    with pytest.raises(SignInNotOpen):
        redeem()
    kinds = [leaf.kind for leaf in leaves_about(PLATFORM, owner.on_behalf_of)]
    assert kinds[-2:] == ["seals.licence-sign-in-answered", "seals.licence-sign-in-used"]


def test_another_challenge_gives_nothing(owner):
    agree(owner)
    assert redeem("challenge-2") is None


def test_an_answer_cannot_be_given_twice(owner):
    agree(owner)
    with pytest.raises(SignInNotOpen):
        agree(owner)


@pytest.mark.parametrize("after", [timedelta(minutes=2), timedelta(hours=1), timedelta(seconds=-1)])
def test_nobody_answers_after_two_minutes_or_before_it_was_asked(owner, after):
    with pytest.raises(SignInNotOpen):
        agree(owner, after=after)


def test_an_answer_not_used_in_time_is_worth_nothing(owner):
    agree(owner)
    with pytest.raises(SignInNotOpen):
        redeem(after=timedelta(minutes=2))


def test_a_stranger_an_officer_and_who_acts_for_nobody_cannot_answer(owner):
    stranger = replace(owner, subject_id=a_person("别人").id)
    nobody = replace(owner, kind=ActorKind.PERSON, on_behalf_of=None)
    officer = replace(owner, kind=ActorKind.OFFICER)
    for actor in (stranger, nobody, officer, Actor.anonymous(), PLATFORM):
        with pytest.raises(LicenceNotYours):
            agree(actor)


def test_a_revoked_mandate_signs_nobody_in(owner):
    firm = owner.on_behalf_of
    mandate = grant_mandate(
        actor=PLATFORM, kind=MandateKind.AGENT, principal_id=firm, agent_id=a_person("代办").id,
        valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31), now=NOW,
    )  # fmt: skip
    agent = replace(owner, subject_id=mandate.agent_id)
    agree(agent)
    revoke_mandate(actor=PLATFORM, mandate_id=mandate.id, now=NOW)
    with pytest.raises(LicenceNotYours):
        agree(agent, "challenge-2")


def test_without_a_licence_in_force_nobody_signs_in(owner, monkeypatch):
    register(monkeypatch, "")
    with pytest.raises(LicenceNotYours):
        agree(owner)


@pytest.mark.parametrize(
    "changes",
    [{"firm_id": "subj_other"}, {"licence": "1.2.3"}, {"person_id": "subj_other"}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_answer_does_not_hold(owner, changes):
    agree(owner)
    LicenceSignIn.objects.filter(challenge="challenge-1").update(**changes)
    with pytest.raises(SignInNotOpen):
        redeem()


def test_an_answer_moved_to_another_challenge_does_not_hold(owner):
    agree(owner)
    LicenceSignIn.objects.filter(challenge="challenge-1").update(challenge="challenge-2")
    with pytest.raises(SignInNotOpen):
        redeem("challenge-2")


def test_who_was_forgotten_signs_nobody_in(owner):
    agree(owner)
    forget_subject(actor=PLATFORM, subject_id=owner.subject_id, now=NOW)
    with pytest.raises(SignInNotOpen):
        redeem()
    with pytest.raises(LicenceNotYours):
        agree(owner, "challenge-2")
