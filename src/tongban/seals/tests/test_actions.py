"""Issuing, stopping and using seals; and every way to use one that must not work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.identity.tests.factories import payloads_about
from tongban.kernel.actor import Actor, Duty
from tongban.ledger.api import leaves_about
from tongban.seals.api import (
    NeedsTwoPersons,
    NoSealInForce,
    OutsideItsScope,
    Purpose,
    RequestNotOpen,
    RequestState,
    SamePerson,
    SealDetailsNotRight,
    SealKind,
    SealNotFound,
    SealNotInForce,
    SealNotYours,
    Standing,
    StandingNotPossible,
    TooManyUses,
    approve_use,
    decline_use,
    request_use,
    restore_seal,
    revoke_seal,
    seal_for,
    seal_roots,
    suspend_seal,
)
from tongban.seals.tests.factories import (
    ARTICLE,
    LICENCE,
    NOW,
    OTHER_AGENCY,
    PAPER,
    PERMIT,
    PLATFORM,
    a_bureau,
    a_keeper,
    a_seal,
    use,
)
from tongban_trust.signing import Algorithm, PublicKey
from tongban_trust.x509 import follow_chain, parse_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bureau() -> None:
    a_bureau()


def ask(seal, actor: Actor, **changes):
    """Ask for a two-person use."""
    given = {
        "actor": actor,
        "seal_id": seal.id,
        "content": PAPER,
        "purpose": LICENCE,
        "document_id": "doc-1",
        "now": NOW,
    }
    return request_use(**(given | changes))


def stop(verb, seal, actor: Actor = PLATFORM, reason: str = "密钥疑似泄露"):
    """Change the standing of a seal."""
    return verb(actor=actor, seal_id=seal.id, article=ARTICLE, reason=reason, now=NOW)


class TestIssue:
    def test_a_seal_has_a_certified_key_for_each_kind_of_document(self):
        made = a_seal()
        roots = [parse_certificate(der) for der in seal_roots()]
        assert {key.algorithm for key in made.keys} == {Algorithm.SM2, Algorithm.P256}
        for key in made.keys:
            certificate = parse_certificate(key.certificate)
            assert certificate.public_key.spki == key.spki
            assert follow_chain(certificate, roots=roots, at=NOW).holds

    def test_issuing_again_gives_the_same_seal(self):
        assert a_seal() == a_seal()

    def test_everything_wrong_is_told_at_once(self):
        with pytest.raises(SealDetailsNotRight) as refused:
            a_seal(
                kind=SealKind.INVOICE,
                scope=(),
                two_person=(LICENCE,),
                valid_until=date(2025, 1, 1),
            )
        told = {problem.where for problem in refused.value.problems}
        assert told == {"kind", "scope", "two_person", "valid_until"}

    def test_only_operators_and_the_platform_issue(self):
        with pytest.raises(SealNotYours):
            a_seal(actor=a_keeper())
        assert a_seal(actor=a_keeper("op", duty=Duty.OPERATOR)).standing is Standing.IN_FORCE

    def test_evidence_and_event_tell_it(self):
        made = a_seal()
        (leaf,) = leaves_about(PLATFORM, made.id)
        (told,) = payloads_about(made.id)
        assert leaf.facts["scope"] == [str(PERMIT), str(LICENCE)]
        assert told["agency"] == AGENCY


class TestUse:
    def test_the_signature_verifies_with_the_certified_key(self):
        used = use(a_seal())
        assert PublicKey.from_spki(used.key.spki).verify(used.signature, PAPER)
        assert not PublicKey.from_spki(used.key.spki).verify(used.signature, PAPER + b".")
        assert used.automatic

    def test_pdf_and_ofd_are_sealed_with_their_own_keys(self):
        seal = a_seal()
        ofd, pdf = use(seal), use(seal, algorithm=Algorithm.P256)
        assert ofd.key.algorithm is Algorithm.SM2
        assert PublicKey.from_spki(pdf.key.spki).verify(pdf.signature, PAPER)

    def test_a_retry_gives_the_first_signature(self):
        seal = a_seal()
        assert use(seal) == use(seal)
        assert use(seal, document_id="doc-2").id != use(seal).id

    def test_each_use_leaves_a_row_a_leaf_and_an_event(self):
        used = use(a_seal(), a_keeper())
        leaf = next(x for x in leaves_about(PLATFORM, used.seal_id) if x.kind == "seals.used")
        told = payloads_about(used.seal_id)[-1]
        assert leaf.facts["digest"] == told["digest"] == used.digest
        assert (used.post, used.account_id, used.automatic) == ("post-a", "acct_a", False)

    def test_a_use_is_never_changed(self):
        use(a_seal())
        for words in ("UPDATE seals_sealuse SET purpose = 'x'", "DELETE FROM seals_sealuse"):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(words)

    @pytest.mark.parametrize(
        "actor",
        [
            Actor.anonymous(),
            a_keeper(duty=Duty.APPROVER),
            a_keeper("b", agency=OTHER_AGENCY),
            a_keeper("op", duty=Duty.OPERATOR),
        ],
        ids=["stranger", "no-duty", "other-agency", "operator"],
    )
    def test_others_do_not_use_it(self, actor: Actor):
        with pytest.raises(SealNotYours):
            use(a_seal(), actor)

    @pytest.mark.parametrize(
        "text", ["certificate-type:passport", "item:permit", "document:permit"]
    )
    def test_nothing_outside_its_scope_is_sealed_not_even_by_the_platform(self, text: str):
        for actor in (PLATFORM, a_keeper()):
            with pytest.raises(OutsideItsScope):
                use(a_seal(), actor, purpose=Purpose.parse(text))

    def test_every_is_no_purpose_of_a_use(self):
        with pytest.raises(OutsideItsScope):
            use(a_seal(), purpose=Purpose("certificate-type", "*"))

    def test_outside_its_term_it_is_refused(self):
        seal = a_seal(valid_from=date(2026, 11, 23), valid_until=date(2026, 11, 23))
        assert use(seal).id
        for away in (timedelta(days=-1), timedelta(days=1)):
            with pytest.raises(SealNotInForce):
                use(seal, now=NOW + away)

    def test_people_have_a_limit_by_the_hour(self):
        seal, keeper = a_seal(), a_keeper()
        with override_settings(SEAL_USES_PER_HOUR=2):
            use(seal, keeper, document_id="1")
            use(seal, keeper, document_id="2")
            with pytest.raises(TooManyUses):
                use(seal, keeper, document_id="3")
            assert use(seal, document_id="3").automatic
            assert use(seal, keeper, document_id="4", now=NOW + timedelta(minutes=61)).id

    def test_what_cannot_be_sealed_is_told_at_once(self):
        with pytest.raises(SealDetailsNotRight) as refused:
            use(a_seal(), content=b"", document_id=" ")
        assert {p.where for p in refused.value.problems} == {"content", "document_id"}
        with pytest.raises(SealDetailsNotRight):
            use(a_seal(), content=b"x" * 65_537)

    def test_an_unknown_seal_is_not_found(self):
        with pytest.raises(SealNotFound):
            use(a_seal(), seal_id="seal_nowhere")


class TestStanding:
    def test_suspended_it_refuses_at_once_and_restored_it_serves(self):
        seal = a_seal()
        stop(suspend_seal, seal, a_keeper())
        with pytest.raises(SealNotInForce) as refused:
            use(seal)
        assert "停用" in refused.value.message.zh
        with pytest.raises(NoSealInForce):
            seal_for(AGENCY, PERMIT, NOW)
        stop(restore_seal, seal, a_keeper())
        assert use(seal).id

    def test_revoked_is_for_good_and_old_signatures_stay(self):
        seal = a_seal()
        before = use(seal)
        assert stop(revoke_seal, seal).standing is Standing.REVOKED
        for verb in (restore_seal, suspend_seal, revoke_seal):
            with pytest.raises(StandingNotPossible):
                stop(verb, seal)
        assert PublicKey.from_spki(before.key.spki).verify(before.signature, PAPER)

    def test_article_and_reason_are_kept_and_a_reason_is_needed(self):
        seal = a_seal()
        for reason in ("", " ", "长" * 501):
            with pytest.raises(SealDetailsNotRight):
                stop(suspend_seal, seal, reason=reason)
        stopped = stop(suspend_seal, seal)
        assert (stopped.standing_article, stopped.standing_reason) == (str(ARTICLE), "密钥疑似泄露")

    def test_a_keeper_of_another_agency_does_not_stop_it(self):
        seal = a_seal()
        for actor in (a_keeper("b", agency=OTHER_AGENCY), a_keeper(duty=Duty.APPROVER)):
            with pytest.raises(SealNotYours):
                stop(suspend_seal, seal, actor)


class TestTwoPersons:
    def test_one_person_or_the_platform_alone_is_refused(self):
        for actor in (PLATFORM, a_keeper()):
            with pytest.raises(NeedsTwoPersons):
                use(a_seal(), actor, purpose=LICENCE)

    def test_one_asks_another_approves_and_both_are_named(self):
        seal = a_seal()
        asked = ask(seal, a_keeper("a"))
        used = approve_use(actor=a_keeper("b"), request_id=asked.id, now=NOW)
        assert (used.account_id, used.second_account_id) == ("acct_a", "acct_b")
        assert (used.post, used.second_post) == ("post-a", "post-b")
        assert PublicKey.from_spki(used.key.spki).verify(used.signature, PAPER)

    def test_nobody_approves_or_declines_their_own_not_even_from_another_post(self):
        asked = ask(a_seal(), a_keeper("a"))
        other_post = Actor(kind=a_keeper("a").kind, account_id="acct_a", posts=a_keeper("b").posts)
        for actor in (a_keeper("a"), other_post):
            with pytest.raises(SamePerson):
                approve_use(actor=actor, request_id=asked.id, now=NOW)
            with pytest.raises(SamePerson):
                decline_use(actor=actor, request_id=asked.id, reason="", now=NOW)

    def test_the_second_person_needs_the_duty_in_that_agency(self):
        asked = ask(a_seal(), a_keeper("a"))
        for actor in (
            a_keeper("b", agency=OTHER_AGENCY),
            a_keeper("b", duty=Duty.APPROVER),
            PLATFORM,
        ):
            with pytest.raises(SealNotYours):
                approve_use(actor=actor, request_id=asked.id, now=NOW)

    def test_suspended_between_asking_and_approving_it_is_refused_and_stays_open(self):
        seal = a_seal()
        asked = ask(seal, a_keeper("a"))
        stop(suspend_seal, seal)
        with pytest.raises(SealNotInForce):
            approve_use(actor=a_keeper("b"), request_id=asked.id, now=NOW)
        stop(restore_seal, seal)
        assert approve_use(actor=a_keeper("b"), request_id=asked.id, now=NOW).id

    def test_it_expires(self):
        asked = ask(a_seal(), a_keeper("a"))
        with pytest.raises(RequestNotOpen):
            approve_use(actor=a_keeper("b"), request_id=asked.id, now=asked.expires_at)

    def test_it_is_answered_once(self):
        asked = ask(a_seal(), a_keeper("a"))
        declined = decline_use(actor=a_keeper("b"), request_id=asked.id, reason="材料不全", now=NOW)
        assert (declined.state, declined.reason) == (RequestState.DECLINED, "材料不全")
        with pytest.raises(RequestNotOpen):
            approve_use(actor=a_keeper("b"), request_id=asked.id, now=NOW)
        with pytest.raises(RequestNotOpen):
            approve_use(actor=a_keeper("b"), request_id="sealreq_none", now=NOW)

    def test_asking_twice_gives_one_request_until_it_expires(self):
        seal = a_seal()
        first = ask(seal, a_keeper("a"))
        assert ask(seal, a_keeper("a")).id == first.id
        assert ask(seal, a_keeper("a"), now=first.expires_at).id != first.id

    def test_programs_and_people_of_other_agencies_cannot_ask(self):
        for actor in (PLATFORM, a_keeper("b", agency=OTHER_AGENCY)):
            with pytest.raises(SealNotYours):
                ask(a_seal(), actor)


class TestSealFor:
    def test_the_seal_that_names_the_purpose_comes_before_a_general_one(self):
        a_seal(code="general", scope=(Purpose("certificate-type", "*"),), two_person=())
        named = a_seal()
        assert seal_for(AGENCY, PERMIT, NOW).id == named.id

    def test_a_seal_of_one_agency_never_serves_another(self):
        a_seal()
        with pytest.raises(NoSealInForce):
            seal_for(OTHER_AGENCY, PERMIT, NOW)
        with pytest.raises(NoSealInForce):
            seal_for(AGENCY, Purpose("certificate-type", "passport"), NOW)

    def test_an_expired_seal_is_passed_over(self):
        a_seal(valid_until=date(2026, 11, 22))
        with pytest.raises(NoSealInForce):
            seal_for(AGENCY, PERMIT, NOW)
