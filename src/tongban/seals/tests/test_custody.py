"""Where the private halves of seal keys lie, and what happens when they lie elsewhere."""

from __future__ import annotations

import pytest
from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.ledger.api import key_versions, leaves_about, rotate_key
from tongban.seals.adapters.custody import make_key
from tongban.seals.api import (
    SealKeyNotMade,
    SealKeyReplaced,
    SealNotYours,
    renew_seal_keys,
    take_seal,
)
from tongban.seals.models import SealKey
from tongban.seals.tests.factories import (
    AGENCY,
    NOW,
    PAPER,
    PERMIT,
    PLATFORM,
    a_bureau,
    a_keeper,
    a_seal,
    use,
)
from tongban_trust.signing import Algorithm, PublicKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings, monkeypatch):
    monkeypatch.delenv("TONGBAN_KEYS_PASSPHRASE", raising=False)
    settings.DATA_DIR, settings.KEYS, settings.DEMO = tmp_path, "file:", True
    a_bureau()


def kept() -> set[str]:
    return {each.public.key_id for each in key_versions(PLATFORM)}


def standing(seal_id: str) -> dict[str, SealKey]:
    rows = SealKey.objects.filter(seal_id=seal_id, retired_at=None).order_by("key_id")
    return {row.algorithm: row for row in rows}


def holds(use_view, key: SealKey, content: bytes = PAPER) -> bool:
    return PublicKey.from_spki(bytes(key.spki)).verify(use_view.signature, content)


def into_database(seal_id: str) -> None:
    """As seals were issued before they had a place in custody."""
    for row in standing(seal_id).values():
        made = make_key(seal_id, Algorithm(row.algorithm))
        SealKey.objects.filter(key_id=row.key_id).delete()
        row.key_id, row.spki, row.custody = made.public.key_id, made.public.spki, made.custody
        row.save(force_insert=True)


def test_an_agency_s_keys_lie_in_custody_and_their_names_in_the_database():
    seal = a_seal()
    rows = standing(seal.id)
    assert {row.key_id for row in rows.values()} < kept()
    names = {bytes(row.custody).decode() for row in rows.values()}
    assert names == {f"key:{each.name}" for each in key_versions(PLATFORM) if "cgj" in each.name}
    assert holds(use(seal), rows["sm2-sm3"])


def test_an_issue_that_failed_after_its_key_was_made_is_simply_repeated():
    with transaction.atomic():
        lost = {row.key_id for row in standing(a_seal().id).values()}
        transaction.set_rollback(True)
    assert not SealKey.objects.exists()
    assert {row.key_id for row in standing(a_seal().id).values()} == lost


def test_a_place_without_such_keys_is_refused_in_a_sentence(settings):
    settings.KEYS = "sdf:"  # signs with SM2 only
    with pytest.raises(SealKeyNotMade) as refused, transaction.atomic():
        a_seal()
    assert "p256-sha256" in refused.value.message.en
    assert "TONGBAN_KEYS" in refused.value.mend.zh
    settings.KEYS = "sdf: file:"
    seal = a_seal()
    assert holds(use(seal), standing(seal.id)["sm2-sm3"])


def test_seals_from_before_custody_sign_on_and_are_given_new_keys_once():
    seal = a_seal()
    into_database(seal.id)
    old = standing(seal.id)["sm2-sm3"]
    before = use(seal)
    assert holds(before, old)
    assert renew_seal_keys(actor=PLATFORM, now=NOW) == 1
    assert renew_seal_keys(actor=PLATFORM, now=NOW) == 0
    new = standing(seal.id)["sm2-sm3"]
    assert new.key_id != old.key_id
    assert new.key_id in kept()
    retired = SealKey.objects.get(key_id=old.key_id)
    assert (bytes(retired.custody), retired.retired_at) == (b"", NOW)
    assert holds(before, old)  # what it signed stays good
    after = use(seal, document_id="doc-2")
    assert holds(after, new)
    assert not holds(after, old)
    leaf = next(each for each in leaves_about(PLATFORM, seal.id) if "renewed" in each.kind)
    assert old.key_id in leaf.facts["retired"]
    drawn = take_seal(
        actor=PLATFORM, agency_code=AGENCY, purpose=PERMIT, document_id="doc-3", now=NOW
    )
    assert drawn.ofd.certificate.public_key.key_id == new.key_id


def test_a_key_that_was_rotated_signs_nothing_until_its_seal_has_a_certificate_for_it():
    seal = a_seal()
    row = standing(seal.id)["sm2-sm3"]
    name = bytes(row.custody).decode().removeprefix("key:")
    rotate_key(actor=PLATFORM, name=name, now=NOW)
    with pytest.raises(SealKeyReplaced):
        use(seal)
    assert renew_seal_keys(actor=PLATFORM, now=NOW) == 1
    assert holds(use(seal), standing(seal.id)["sm2-sm3"])


def test_only_who_issues_seals_renews_their_keys():
    for actor in (a_keeper(), Actor.anonymous()):
        with pytest.raises(SealNotYours):
            renew_seal_keys(actor=actor, now=NOW)
