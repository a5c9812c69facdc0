"""Signed forms: what anybody with the published keys can verify, and what ends them at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates.api import (
    CertificateStatus,
    CertificateTypeNotFound,
    FormWish,
    StatusListNotFound,
    change_status,
    check_signed_form,
    issuer_metadata,
    open_presentation,
    show_fields,
    status_list,
    type_metadata,
    withdraw_presentation,
)
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    SYSTEM,
    issue,
    officer,
    publish_type,
    type_file,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor
from tongban.ledger.api import forget_subject, rotate_key
from tongban_trust.signing import Algorithm
from tongban_trust.tokens.jwk import from_jwk
from tongban_trust.tokens.reasons import Rejected
from tongban_trust.tokens.sd_jwt_check import Asked, Expected, Presented, check_sd_jwt
from tongban_trust.tokens.sd_jwt_nonces import Nonces
from tongban_trust.tokens.status_list import (
    Status,
    StatusList,
    read_status_list,
    status_reference,
)
from tongban_trust.tokens.strict_json import from_base64url

pytestmark = pytest.mark.django_db
ISSUER = "https://certificates.example"
suites = pytest.mark.parametrize("suite", ["gm", "intl"])


@pytest.fixture(autouse=True)
def _a_town(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    a_calendar()
    publish(an_entry())
    publish_type()


def show(**changes: object):
    given: dict = {"actor": HOLDER, "fields": ("purpose",), "audience": "示例酒店前台", "now": NOW}
    if "certificate_id" not in changes:
        given["certificate_id"] = issue().id
    return show_fields(**(given | changes))


def look(token: str, now=NOW, **wish: str) -> str:
    seen = open_presentation(
        actor=Actor.anonymous(), token=token, viewer="browser-a", now=now,
        wish=FormWish(ISSUER, **wish),
    )  # fmt: skip
    return seen.signed


def key_of(kid: str | None):
    """What a verifier does: read the published keys."""
    published = {key["kid"]: key for key in issuer_metadata(ISSUER)["jwks"]["keys"]}
    return from_jwk(published[kid]) if kid in published else None


def verified(text: str, now=NOW, binding: Asked | None = None) -> Presented:
    found = check_sd_jwt(text, key_of, Expected(ISSUER, binding), now)
    assert isinstance(found, Presented), found
    return found


def status_in_list(text: str, now=NOW) -> int | None:
    """What a verifier does next: fetch the list the credential names."""
    reference = status_reference(verified(text, now).claims)
    assert reference is not None
    published = status_list(reference.uri.removeprefix(f"{ISSUER}/status-lists/"), ISSUER, now)
    found = read_status_list(published, key_of, reference.uri, now)
    assert isinstance(found, StatusList), found
    return found.at(reference.index)


@suites
def test_anybody_can_verify_it_with_what_is_published(suite: str):
    shown = show(fields=("holder", "purpose"))
    text = look(shown.token, suite=suite)
    claims = dict(verified(text).claims)
    reference = claims.pop("status")["status_list"]
    assert reference["uri"].startswith(f"{ISSUER}/status-lists/{suite}-")
    assert claims == {
        "iss": ISSUER, "vct": f"{ISSUER}/certificate-types/residence-permit",
        "iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 300,
        "issuing_authority": AGENCY, "issuing_authority_name": "明德区城市管理局",
        "presented_to": "示例酒店前台", "holder": "欧阳示例", "purpose": "就业",
    }  # fmt: skip
    assert status_in_list(text) == Status.VALID
    verdict = check_signed_form(text, ISSUER, NOW)
    assert (verdict.good, verdict.code) == (True, "valid")


def test_the_suite_in_force_is_taken_when_none_is_wished(settings):
    for suite, algorithm in (("gm", Algorithm.SM2), ("intl", Algorithm.P256)):
        settings.TRUST_SUITE = suite
        assert verified(look(show().token)).signer.algorithm is algorithm


def test_nothing_beyond_the_chosen_fields_is_in_it():
    issued = issue()
    text = look(show(certificate_id=issued.id).token)
    parts = text.replace("~", ".").split(".")
    plain = b"".join(from_base64url(part) for part in parts if part)
    for hidden in ("欧阳示例", "一号市", "1990000", issued.id, issued.identifier, issued.number,
                   issued.verify_token, "person_1"):  # fmt: skip
        assert hidden.encode() not in plain


def test_two_audiences_who_compare_cannot_tell_it_is_the_same_certificate():
    issued = issue()
    texts = [look(show(certificate_id=issued.id, audience="甲").token) for _ in range(2)]
    said = [json.loads(from_base64url(text.split(".")[1])) for text in texts]
    assert not set(said[0]["_sd"]) & set(said[1]["_sd"])
    assert said[0]["status"] != said[1]["status"]
    same = {name for name in said[0] if said[0][name] == said[1][name]}
    assert same == {"iss", "vct", "iat", "exp", "issuing_authority", "issuing_authority_name",
                    "presented_to", "_sd_alg"}  # fmt: skip


@pytest.mark.parametrize(
    ("to", "value", "code"),
    [
        (CertificateStatus.SUSPENDED, Status.SUSPENDED, "suspended"),
        (CertificateStatus.REVOKED, Status.INVALID, "revoked"),
        (CertificateStatus.CANCELLED, Status.INVALID, "revoked"),
    ],
)
def test_what_is_ended_is_so_in_the_next_list(to, value, code):
    issued = issue()
    text = look(show(certificate_id=issued.id).token)
    assert status_in_list(text) == Status.VALID
    change_status(actor=officer(), certificate_id=issued.id, status=to, article=LAW, now=NOW)
    assert status_in_list(text) == value
    verdict = check_signed_form(text, ISSUER, NOW)
    assert (verdict.good, verdict.code, verdict.claims) == (False, code, {})


def test_what_the_holder_takes_back_is_invalid_at_once():
    shown = show()
    text = look(shown.token)
    withdraw_presentation(actor=HOLDER, presentation_id=shown.id, now=NOW)
    assert status_in_list(text) == Status.INVALID
    assert check_signed_form(text, ISSUER, NOW).code == "revoked"


def test_a_certificate_whose_term_ends_is_invalid_in_the_list():
    publish_type(type_file(validity="1 days"))
    evening = datetime(2026, 11, 23, 15, 50, tzinfo=UTC)  # ten to midnight in Shanghai
    issued = issue(now=evening)
    shown = show(certificate_id=issued.id, now=evening, lasts=timedelta(minutes=60))
    text = look(shown.token, now=evening)
    assert status_in_list(text, evening) == Status.VALID
    assert status_in_list(text, evening + timedelta(minutes=20)) == Status.INVALID


def test_it_ends_with_the_presentation():
    text = look(show().token)
    late = NOW + timedelta(minutes=7)
    assert check_signed_form(text, ISSUER, late).code == "expired"
    assert check_signed_form(text, "https://other.example", NOW).code == "issuer_wrong"
    assert check_signed_form("", ISSUER, NOW).code == "unreadable"


@pytest.mark.parametrize(
    "name", ["", "gm", "gm-", "gm-x", "xx-1", "gm-1", "gm-999999999", "gm--1", "gm-1 ", "../gm-1"]
)
def test_lists_that_are_not_there_are_not_found(name: str):
    with pytest.raises(StatusListNotFound):
        status_list(name, ISSUER, NOW)


def test_an_empty_list_is_published_like_a_full_one():
    """Whether anybody showed anything in these ten minutes is nobody's business."""
    number = int(NOW.timestamp()) // 600
    name = f"gm-{number}"
    empty = read_status_list(
        status_list(name, ISSUER, NOW), key_of, f"{ISSUER}/status-lists/{name}", NOW
    )
    show()
    full = read_status_list(
        status_list(name, ISSUER, NOW), key_of, f"{ISSUER}/status-lists/{name}", NOW
    )
    assert empty == full


def test_a_rotated_key_still_verifies_and_a_new_one_signs():
    before = look(show().token)
    rotate_key(actor=SYSTEM, name="presentations-gm", now=NOW)
    after = look(show(certificate_id=issue(case_id="case_2").id).token)
    assert verified(before).signer != verified(after).signer
    assert status_in_list(before) == Status.VALID


@suites
def test_with_a_nonce_it_is_for_one_audience_once(suite: str):
    nonces = Nonces()
    nonce = nonces.fresh(int(NOW.timestamp()))
    asked = Asked("https://bank.example", nonces)
    text = look(show().token, suite=suite, audience="https://bank.example", nonce=nonce)
    assert check_signed_form(text, ISSUER, NOW, "https://bank.example", nonce).good
    for audience, other in (("https://other.example", nonce), ("https://bank.example", "other")):
        assert not check_signed_form(text, ISSUER, NOW, audience, other).good
    assert check_signed_form(text, ISSUER, NOW).code == "binding_unasked"
    found = verified(text, binding=asked)
    assert found.holder is not None
    assert found.holder.algorithm is found.signer.algorithm
    assert isinstance(check_sd_jwt(text, key_of, Expected(ISSUER, asked), NOW), Rejected), (
        "replayed"
    )


def test_holders_are_not_linked_by_their_keys():
    issued = issue()
    holders = []
    for _ in range(2):
        nonces = Nonces()
        nonce = nonces.fresh(int(NOW.timestamp()))
        token = show(certificate_id=issued.id).token
        asked = Asked("https://bank.example", nonces)
        text = look(token, audience="https://bank.example", nonce=nonce)
        holders.append(verified(text, binding=asked).holder)
    assert holders[0] != holders[1]


def test_without_a_nonce_whoever_demands_a_proof_refuses():
    text = look(show().token)
    verdict = check_signed_form(text, ISSUER, NOW, "https://bank.example", "n" * 22)
    assert verdict.code == "binding_missing"
    assert check_signed_form(text, ISSUER, NOW).good


def test_a_forgotten_holder_shows_nothing():
    shown = show(fields=("holder", "purpose"))
    assert "就业" in verified(look(shown.token)).claims.values()
    forget_subject(actor=SYSTEM, subject_id="person_1", now=NOW)
    claims = verified(look(shown.token)).claims  # the same viewer looks again
    assert not {"就业", "欧阳示例"} & {each for each in claims.values() if isinstance(each, str)}


def test_the_words_of_a_type_are_published():
    words = type_metadata("residence-permit", ISSUER)
    assert words["vct"] == f"{ISSUER}/certificate-types/residence-permit"
    assert [claim["path"] for claim in words["claims"]] == [
        ["holder"], ["address"], ["purpose"], ["phone"]
    ]  # fmt: skip
    assert {"locale": "en", "label": "Address"} in words["claims"][1]["display"]
    with pytest.raises(CertificateTypeNotFound):
        type_metadata("nothing", ISSUER)


def test_without_a_wish_nothing_is_signed():
    seen = open_presentation(
        actor=Actor.anonymous(), token=show().token, viewer="browser-a", now=NOW
    )
    assert seen.signed == ""
