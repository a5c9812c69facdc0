"""Every application carries a signature with its intent, and tampering with either is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tongban.cases.api import CaseView, case, request_correction, supply_correction
from tongban.cases.dossier import Dossier, open_all, seal_dossier
from tongban.cases.models import Case
from tongban.cases.tests.factories import (
    AGREED,
    COMMITTED,
    NOW,
    a_house,
    a_resident,
    an_officer,
    defect,
    do,
    submit,
)
from tongban.elements.tests.factories import put
from tongban.identity.tests.factories import a_mandate, a_person
from tongban.kernel.actor import Actor
from tongban.ledger.api import forget_subject, leaves_about
from tongban.seals.api import Proof, StatementNotAgreed

pytestmark = pytest.mark.django_db
PLATFORM = Actor.system("tests")


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    a_house(monkeypatch)


def seen(made: CaseView):
    """The signature as an officer sees it."""
    return case(an_officer(), made.id, NOW).signature


def tamper(made: CaseView, **changes) -> None:
    """Change the stored dossier behind everybody's back."""
    row = Case.objects.get(id=made.id)
    dossier, _ = open_all(row, [])
    row.sealed = seal_dossier(row.applicant_id, replace(dossier, **changes))
    row.save(update_fields=["sealed"])


def stored(made: CaseView) -> Dossier:
    """The stored dossier."""
    return open_all(Case.objects.get(id=made.id), [])[0]


def test_a_case_is_signed_and_an_officer_sees_that_it_holds():
    me = a_resident()
    made = submit(me, COMMITTED)
    assert (made.signature.signed_at, made.signature.principal) == (NOW, "")
    assert made.signature.proof == Proof.DEMO.label
    assert made.signature.valid is None
    assert seen(made).valid is True
    assert case(me, made.id, NOW).signature.signer == "欧阳示例"


def test_the_leaf_carries_the_digest_of_signature_and_intent():
    made = submit(a_resident(), COMMITTED)
    (leaf,) = leaves_about(PLATFORM, made.id)
    assert len(leaf.facts["events"][0]["facts"]["signed"]) == 64


def test_without_agreement_nothing_is_sent():
    me = a_resident()
    for agreement in (None, replace(AGREED, statement="application-0")):
        with pytest.raises(StatementNotAgreed):
            submit(me, agreement=agreement)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"answers": {"name": "别人"}}, {"materials": ()}],
    ids=["answers", "materials"],
)
def test_what_is_changed_afterwards_is_seen(changes):
    made = submit(a_resident())
    assert seen(made).valid is True
    tamper(made, **changes)
    assert seen(made).valid is False
    assert "不一致" in seen(made).reason.zh


def test_a_signature_moved_to_another_case_of_the_same_person_does_not_hold():
    me = a_resident()
    one, other = submit(me, COMMITTED), submit(me, COMMITTED)
    tamper(other, signature=stored(one).signature)
    assert seen(one).valid is True
    assert seen(other).valid is False


def test_a_flipped_byte_does_not_hold():
    made = submit(a_resident(), COMMITTED)
    signature = stored(made).signature
    last = int(signature.signature[-2:], 16) ^ 1
    tamper(made, signature=replace(signature, signature=f"{signature.signature[:-2]}{last:02x}"))
    assert seen(made).valid is False


def test_who_acts_for_another_signs_with_the_own_key_and_both_are_named():
    child, mother = a_person("小宝"), a_person("许知夏")
    mandate = a_mandate(child, mother, valid_until=date(2026, 12, 31))
    put("population", child.id, person__name="小宝")
    acting = replace(
        a_resident(known=False),
        subject_id=mother.id,
        on_behalf_of=child.id,
        mandate_id=mandate.id,
    )
    made = submit(acting, COMMITTED)
    assert (made.signature.signer, made.signature.principal) == ("许知夏", "小宝")
    assert seen(made).valid is True
    forget_subject(actor=PLATFORM, subject_id=mother.id, now=NOW)
    assert seen(made).valid is False
    assert "删除" in seen(made).reason.zh


def test_a_correction_leaves_the_signature_on_what_was_signed():
    me, officer = a_resident(), an_officer()
    made = submit(me, COMMITTED)
    told = do(request_correction, officer, made, defects=[defect("phone")])
    do(supply_correction, me, told, answers={"phone": "19900009999"}, material_blobs={})
    shown = seen(made)
    assert (shown.valid, shown.corrected_since) == (True, True)


def test_of_the_forgotten_nothing_is_left():
    me = a_resident()
    made = submit(me, COMMITTED)
    forget_subject(actor=PLATFORM, subject_id=me.subject_id, now=NOW)
    assert seen(made) is None
