"""Trust levels: who may give which, what it carries, and the ground a certificate stands on."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import transaction

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    AttestNotAllowed,
    CertificateNotFound,
    CertificateStatus,
    KeptCopyNotFound,
    LevelNotAllowed,
    TrustLevel,
    VerifyOutcome,
    attest_upload,
    change_status,
    drop_copy,
    keep_copy,
    kept_copies,
    lost_ground,
    usable_copy_of,
    verify,
    watermark,
)
from tongban.certificates.shelf import SHELVES
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    STRANGER,
    SYSTEM,
    TODAY,
    issue,
    officer,
    publish_type,
    type_file,
)
from tongban.content.api import Entry
from tongban.files.api import FileNotYours, store_upload
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.text import Text
from tongban.ledger.api import leaves_about

TYPE = "residence-permit"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROMISE = {"zh-Hans": "我承诺内容真实。", "en": "I promise that it is true."}


@pytest.fixture
def house(db: None, settings, tmp_path) -> None:
    settings.BLOB_DIR = tmp_path
    a_calendar()
    publish(an_entry())
    publish_type(type_file(levels=["A", "B", "C", "D"], promise=PROMISE))


def clerk(agency_code: str = AGENCY, duty: Duty = Duty.WINDOW_CLERK) -> Actor:
    post = Post("p-window", agency_code, "any", "990102", frozenset({duty}))
    return Actor(kind=ActorKind.OFFICER, account_id="account_2", posts=(post,))


def upload(name: str = "scan.pdf") -> str:
    return store_upload(
        actor=HOLDER, filename=name, stream=io.BytesIO(PDF), declared_type="application/pdf",
        purpose="case-material", now=NOW,
    ).id  # fmt: skip


def attest(blob_id: str, actor: Actor | None = None, **changes: object):
    given: dict = {
        "actor": actor or clerk(), "agency_code": AGENCY, "holder_id": "person_1",
        "type_code": TYPE, "blob_id": blob_id, "now": NOW,
    }  # fmt: skip
    return attest_upload(**(given | changes))


@pytest.mark.usefixtures("house")
class TestLevels:
    def test_an_upload_waits_for_the_original_and_then_is_reusable(self):
        blob_id = upload()
        kept = keep_copy(actor=HOLDER, type_code=TYPE, blob_id=blob_id, now=NOW)
        assert kept.level is TrustLevel.C
        assert usable_copy_of("person_1", TYPE, NOW) is None
        checked = attest(blob_id)
        assert (checked.id, checked.level) == (kept.id, TrustLevel.B)
        assert checked.watermark.zh == "与原件核对无误"
        assert checked.attested_by.zh == "明德区城市管理局"
        assert usable_copy_of("person_1", TYPE, NOW).blob_id == blob_id
        (_, leaf) = leaves_about(SYSTEM, kept.id)
        assert (leaf.facts["post"], leaf.facts["level"]) == ("p-window", "trust-level/b")

    def test_a_promise_counts_but_less_than_a_look(self):
        keep_copy(actor=HOLDER, type_code=TYPE, blob_id=upload(), now=NOW, promised=True)
        assert usable_copy_of("person_1", TYPE, NOW).level is TrustLevel.D
        checked = upload("second.pdf")
        attest(checked)
        assert usable_copy_of("person_1", TYPE, NOW).level is TrustLevel.B
        keep_copy(actor=HOLDER, type_code=TYPE, blob_id=checked, now=NOW, promised=True)
        assert usable_copy_of("person_1", TYPE, NOW).level is TrustLevel.B

    @pytest.mark.parametrize(
        "actor", [HOLDER, officer(), clerk("11990102000102621Q"), clerk(duty=Duty.REVIEWER)]
    )
    def test_only_a_window_clerk_of_that_body_attests(self, actor: Actor):
        with pytest.raises(AttestNotAllowed):
            attest(upload(), actor)

    def test_nobody_keeps_what_is_not_theirs(self):
        blob_id = upload()
        for actor, refusal in (
            (STRANGER, FileNotYours),
            (Actor.anonymous(), CertificateNotFound),
            (officer(), CertificateNotFound),
        ):
            with pytest.raises(refusal), transaction.atomic():
                keep_copy(actor=actor, type_code=TYPE, blob_id=blob_id, now=NOW)

    def test_a_type_takes_only_the_levels_it_names(self):
        publish_type(type_file())
        with pytest.raises(LevelNotAllowed):
            keep_copy(actor=HOLDER, type_code=TYPE, blob_id=upload(), now=NOW)
        with pytest.raises(LevelNotAllowed):
            attest(upload())

    def test_dropped_and_expired_copies_do_for_nothing(self):
        kept = attest(upload(), valid_until=TODAY)
        assert usable_copy_of("person_1", TYPE, NOW + timedelta(days=1)) is None
        with pytest.raises(KeptCopyNotFound):
            drop_copy(actor=STRANGER, kept_id=kept.id, now=NOW)
        drop_copy(actor=HOLDER, kept_id=kept.id, now=NOW)
        assert usable_copy_of("person_1", TYPE, NOW) is None
        assert kept_copies(HOLDER) == ()


@pytest.mark.usefixtures("house")
def test_who_reads_a_certificate_is_warned_when_its_ground_is_gone():
    ground = issue()
    publish_type(type_file(code="permit-two", type_number="009", depends_on=[TYPE]))
    resting = issue(case_id="case_2", type_code="permit-two")
    assert len(verify(resting.verify_token, NOW).reasons) == 1
    change_status(
        actor=officer(), certificate_id=ground.id, status=CertificateStatus.REVOKED,
        article=LAW, now=NOW,
    )  # fmt: skip
    verdict = verify(resting.verify_token, NOW)
    assert verdict.outcome is VerifyOutcome.VALID
    assert "居住证" in verdict.reasons[1].zh
    assert [name.zh for name in lost_ground(HOLDER, resting.id, NOW)] == ["居住证"]
    elsewhere = issue(case_id="case_3", type_code="permit-two", holder_id="person_5")
    assert len(verify(elsewhere.verify_token, NOW).reasons) == 1


def test_the_prescribed_words():
    issuer = Text.of("安和市公安局", "Anhe police")
    assert watermark(TrustLevel.A, issuer, date(2027, 1, 2)).zh == (
        "由安和市公安局提供，仅供办理政务服务事项使用，有效期至2027-01-02"
    )
    assert watermark(TrustLevel.B, issuer, None).zh == "与原件核对无误"


class _Pack:
    def lacks(self, shelf: str, code: str) -> bool:
        return shelf == "certificate-types" and code != "residence-permit"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"levels": ["B"]}, "certificates.levels_not_right"),
        ({"levels": ["A", "C", "C"]}, "certificates.levels_not_right"),
        ({"levels": ["A", "D"]}, "certificates.promise_and_level_differ"),
        ({"promise": PROMISE}, "certificates.promise_and_level_differ"),
        ({"depends_on": ["nothing"]}, "certificates.ground_unknown"),
        ({"depends_on": ["residence-permit"]}, "certificates.ground_unknown"),
    ],
)
def test_what_a_pack_may_not_say(changes: dict, code: str):
    file = type_file(**changes)
    entry = Entry(file.code, file, "certificate-types/x.yaml", 1)
    found = {problem.code for problem in SHELVES[0].check((entry,), _Pack())}
    assert code in found
    sound = type_file(levels=["A", "B"])
    entry = Entry(sound.code, sound, "certificate-types/x.yaml", 1)
    assert list(SHELVES[0].check((entry,), _Pack())) == []
