"""The four conditions of a reliable electronic signature 可靠的电子签名, 电子签名法 13."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongban.identity.tests.factories import a_person, as_person
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Channel
from tongban.kernel.text import Text
from tongban.ledger.api import forget_subject
from tongban.seals.api import (
    STATEMENT_CODE,
    Agreement,
    ApplicationSignature,
    Intent,
    Proof,
    SignatureOutcome,
    SignerNotFit,
    StatementNotAgreed,
    check_application_signature,
    sign_application,
)
from tongban.seals.tests.factories import NOW, PLATFORM

pytestmark = pytest.mark.django_db
FORM = {"item": "endorse", "answers": {"name": "张三", "months": 14}}
INTENT = Intent(Text.of("居住证签注"), FORM, Agreement(STATEMENT_CODE, Proof.DEMO))


@pytest.fixture(autouse=True)
def _calendar() -> None:
    a_calendar()


def sign(actor: Actor, **changes) -> ApplicationSignature:
    """Sign the form as this actor."""
    given = {
        "actor": actor,
        "application": FORM,
        "intent": INTENT,
        "names": ("张三", ""),
        "now": NOW,
    }
    return sign_application(**(given | changes))


def said(made: ApplicationSignature, signer: str, form=None, principal=None) -> SignatureOutcome:
    """What a check of it says."""
    found = check_application_signature(
        made, application=form or FORM, signer_id=signer, principal_id=principal
    )
    assert found.reason.zh
    assert found.reason.en
    assert found.valid is (found.outcome is SignatureOutcome.VALID)
    return found.outcome


def test_one_the_key_belongs_to_the_signer_alone():
    one, other = as_person(a_person("张三")), as_person(a_person("李四"))
    mine = sign(one)
    assert said(mine, one.subject_id) is SignatureOutcome.VALID
    assert mine.spki != sign(other).spki
    assert mine.spki == sign(one).spki
    assert said(mine, other.subject_id) is SignatureOutcome.OTHER_SIGNER


def test_two_only_the_signer_controls_it_a_representative_signs_with_the_own_key():
    child, mother = a_person("小宝"), a_person("许知夏")
    acting = Actor(
        kind=ActorKind.PERSON, subject_id=mother.id, on_behalf_of=child.id, mandate_id="mandate_1"
    )
    made = sign(acting, names=("许知夏", "小宝"))
    assert made.spki == sign(as_person(mother)).spki
    assert made.spki != sign(as_person(child)).spki
    assert (made.signer_name, made.principal_name) == ("许知夏", "小宝")
    assert said(made, mother.id, principal=child.id) is SignatureOutcome.VALID
    assert said(made, child.id, principal=None) is SignatureOutcome.OTHER_SIGNER


@pytest.mark.parametrize(
    "actor", [PLATFORM, Actor.anonymous(), Actor(kind=ActorKind.OFFICER, subject_id="x")]
)
def test_two_programs_strangers_and_officers_do_not_sign(actor: Actor):
    with pytest.raises(SignerNotFit):
        sign(actor)


def test_three_a_changed_signature_is_found():
    me = as_person(a_person())
    made = sign(me)
    raw = bytearray(bytes.fromhex(made.signature))
    for place in range(len(raw)):
        raw[place] ^= 1
        changed = ApplicationSignature(made.record, raw.hex(), made.spki)
        assert said(changed, me.subject_id) is SignatureOutcome.SIGNATURE_BROKEN
        raw[place] ^= 1


def test_four_changed_content_or_form_is_found():
    me = as_person(a_person())
    made = sign(me)
    for form in (
        {**FORM, "answers": {"name": "张三", "months": 15}},
        {**FORM, "answers": {"name": "张三"}},
        {**FORM, "item": "another"},
    ):
        assert said(made, me.subject_id, form) is SignatureOutcome.CONTENT_CHANGED


def test_the_record_says_how_when_and_on_what_words():
    me = Actor(kind=ActorKind.PERSON, subject_id=a_person().id, channel=Channel.MOBILE)
    record = sign(me).record
    assert (record["channel"], record["proof"]) == ("mobile", Proof.DEMO.value)
    assert record["statement"]["words"]["zh-Hans"].startswith("我已核对")
    assert record["title"] == INTENT.title.to_mapping()


def test_without_agreeing_to_the_words_in_force_nothing_is_signed():
    with pytest.raises(StatementNotAgreed):
        sign(
            as_person(a_person()),
            intent=replace(INTENT, agreement=Agreement("application-0", Proof.DEMO)),
        )


def test_forgotten_means_the_key_is_gone():
    person = a_person()
    made = sign(as_person(person))
    forget_subject(actor=PLATFORM, subject_id=person.id, now=NOW)
    assert said(made, person.id) is SignatureOutcome.UNVERIFIABLE
    with pytest.raises(SignerNotFit):
        sign(as_person(person))


def test_rubbish_is_answered():
    assert said(ApplicationSignature({}, "00", "zz"), "subj_1") is SignatureOutcome.SIGNATURE_BROKEN
