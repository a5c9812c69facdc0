"""Every writing verb of the room leaves its evidence and its outbox row, or nothing at all."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry, publish
from tongban.certificates import api
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.tests.factories import (
    HOLDER,
    LAW,
    NOW,
    SYSTEM,
    TODAY,
    certificate_seal,
    issue,
    officer,
    publish_type,
    type_file,
)
from tongban.files.api import store_upload
from tongban.identity.api import (
    Identifier,
    IdentifierScheme,
    Sex,
    register_person,
)
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.codes import resident_id
from tongban.seals.api import Purpose
from tongban.seals.tests.factories import a_keeper

pytestmark = pytest.mark.django_db
Act = Callable[[], object]

NAME, NUMBER = "司马配偶", str(resident_id.make("990102", date(1990, 1, 1), 7))
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROMISE = {"zh-Hans": "我承诺内容真实。", "en": "I promise that it is true."}
SOON = TODAY + timedelta(days=3)
URL = "http://127.0.0.1:8000/verify/abcdefghjkmnpqrs"
CLERK = Actor(
    kind=ActorKind.OFFICER, account_id="account_2",
    posts=(Post("p-window", AGENCY, "any", "990102", frozenset({Duty.WINDOW_CLERK})),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _a_town(settings, tmp_path) -> None:
    settings.BLOB_DIR = tmp_path / "blobs"
    settings.DATA_DIR = tmp_path
    a_calendar()
    publish(an_entry())
    publish_type(type_file(levels=["A", "B", "C", "D"], promise=PROMISE))


def spouse() -> Actor:
    known = register_person(
        actor=SYSTEM, name=NAME, region="990102", assurance=Assurance.L4, now=NOW,
        identifiers=(Identifier(IdentifierScheme.RESIDENT_ID, NUMBER),),
        birth_date=date(1990, 1, 1), sex=Sex.MALE,
    )  # fmt: skip
    return Actor(kind=ActorKind.PERSON, subject_id=known.id)


def lent() -> tuple[Actor, api.LendingView]:
    borrower = spouse()
    return borrower, api.lend_certificate(
        actor=HOLDER, certificate_id=issue().id, fields=("address",), purpose="办事",
        borrower=api.Borrower(api.BorrowerKind.PERSON, NUMBER, NAME), valid_until=SOON, now=NOW,
    )  # fmt: skip


def shown() -> api.PresentationView:
    return api.show_fields(
        actor=HOLDER, certificate_id=issue().id, fields=("purpose",), audience="前台", now=NOW
    )


def copied() -> api.CopyView:
    return api.make_copy(
        actor=HOLDER, certificate_id=issue().id, purpose="租房", user="房东", valid_until=SOON,
        now=NOW,
    )  # fmt: skip


def upload() -> str:
    return store_upload(
        actor=HOLDER, filename="scan.pdf", stream=io.BytesIO(PDF), purpose="case-material",
        declared_type="application/pdf", now=NOW,
    ).id  # fmt: skip


def status(certificate_id: str, to: api.CertificateStatus, **more: str) -> None:
    api.change_status(
        actor=officer(), certificate_id=certificate_id, status=to, article=LAW, now=NOW, **more
    )


def a_batch() -> Act:
    spouse()
    row = api.BatchRow(NUMBER, NAME, {"address": "一号", "purpose": "就业", "phone": "x"})
    return lambda: api.issue_batch(
        actor=officer(), type_code="residence-permit", issuer_agency_code=AGENCY,
        columns=("number", "name", *row.fields), rows=[row], now=NOW,
    )  # fmt: skip


def a_transfer() -> Act:
    issued = issue()
    status(issued.id, api.CertificateStatus.TRANSFERRED, related=AGENCY)
    return lambda: api.transfer_in(
        actor=officer(), certificate_id=issued.id, agency_code=AGENCY, now=NOW
    )


def a_lending_to_end() -> Act:
    lending = lent()[1]
    return lambda: api.revoke_lending(actor=HOLDER, lending_id=lending.id, now=NOW)


def a_look_at_what_was_lent() -> Act:
    borrower, lending = lent()
    return lambda: api.read_lent(actor=borrower, lending_id=lending.id, now=NOW)


def a_lending() -> Act:
    issued, _ = issue(), spouse()
    return lambda: api.lend_certificate(
        actor=HOLDER, certificate_id=issued.id, fields=("address",), purpose="办事",
        borrower=api.Borrower(api.BorrowerKind.PERSON, NUMBER, NAME), valid_until=SOON, now=NOW,
    )  # fmt: skip


def a_copy_to_withdraw() -> Act:
    copy = copied()
    return lambda: api.withdraw_copy(actor=HOLDER, copy_id=copy.id, now=NOW)


def a_look_at_a_presentation() -> Act:
    made = shown()
    return lambda: api.open_presentation(
        actor=Actor.anonymous(), token=made.token, viewer="browser-a", now=NOW
    )


def a_presentation_to_withdraw() -> Act:
    made = shown()
    return lambda: api.withdraw_presentation(actor=HOLDER, presentation_id=made.id, now=NOW)


def an_upload_to_keep() -> Act:
    blob = upload()
    return lambda: api.keep_copy(
        actor=HOLDER, type_code="residence-permit", blob_id=blob, promised=True, now=NOW
    )


def an_upload_to_attest() -> Act:
    blob = upload()
    return lambda: api.attest_upload(
        actor=CLERK, agency_code=AGENCY, holder_id="person_1", type_code="residence-permit",
        blob_id=blob, now=NOW,
    )  # fmt: skip


def a_copy_to_drop() -> Act:
    kept = api.keep_copy(actor=HOLDER, type_code="residence-permit", blob_id=upload(), now=NOW)
    return lambda: api.drop_copy(actor=HOLDER, kept_id=kept.id, now=NOW)


def a_use() -> Act:
    issued = issue()
    return lambda: api.use_certificate(
        actor=HOLDER, certificate_id=issued.id, agency_code=AGENCY, case_id="case_9", article=LAW,
        purpose="办事", now=NOW,
    )  # fmt: skip


def an_opening() -> Act:
    issued = issue()
    return lambda: api.open_certificate(
        actor=officer(), certificate_id=issued.id, case_id=None, purpose="年检", now=NOW
    )


def a_change() -> Act:
    issued = issue()
    return lambda: status(issued.id, api.CertificateStatus.SUSPENDED)


def a_file() -> Act:
    certificate_seal()
    issued = issue()
    return lambda: api.certificate_document(HOLDER, issued.id, api.DocumentForm.OFD, URL)


def a_sealing() -> Act:
    certificate_seal(two_person=(Purpose("certificate-type", "*"),))
    issued = issue()
    keeper = a_keeper()
    return lambda: api.propose_sealing(actor=keeper, certificate_id=issued.id, now=NOW)


def a_bundle() -> Act:
    api.publish_bundle(NOW)  # its keys leave evidence of their own
    return lambda: api.publish_bundle(NOW)


def with_certificate(act: Callable[[], object]) -> Callable[[], Act]:
    def prepared() -> Act:
        issue()
        return act

    return prepared


ACTS: dict[str, Callable[[], Act]] = {
    "attest_upload": an_upload_to_attest,
    "certificate_document": a_file,
    "change_status": a_change,
    "drop_copy": a_copy_to_drop,
    "issue_batch": a_batch,
    "issue_certificate": lambda: issue,
    "keep_copy": an_upload_to_keep,
    "lend_certificate": a_lending,
    "make_copy": with_certificate(copied),
    "open_certificate": an_opening,
    "open_presentation": a_look_at_a_presentation,
    "propose_sealing": a_sealing,
    "publish_bundle": a_bundle,
    "read_lent": a_look_at_what_was_lent,
    "revoke_lending": a_lending_to_end,
    "show_fields": with_certificate(shown),
    "transfer_in": a_transfer,
    "use_certificate": a_use,
    "withdraw_copy": a_copy_to_withdraw,
    "withdraw_presentation": a_presentation_to_withdraw,
}
# A stranger's check is counted by day and leaves nothing else: see ``uses.count_check``.
LEAVES_NOTHING = {"verify", "verify_file"}


def writing_verbs() -> set[str]:
    """What the door offers from ``actions/``, and the one file that is drawn when first read."""
    offered = {name: getattr(api, name) for name in api.__all__}
    from_actions = {
        name
        for name, verb in offered.items()
        if inspect.isfunction(verb) and verb.__module__.startswith("tongban.certificates.actions.")
    }
    return from_actions | {"certificate_document"}


def rows() -> dict[str, int]:
    counted = {
        model._meta.label: model for model in apps.get_app_config("certificates").models.values()
    }
    counted |= {name: apps.get_model(name) for name in ("ledger.Leaf", "jobs.OutboxRow")}
    return {name: model._default_manager.count() for name, model in counted.items()}


def test_every_writing_verb_is_judged_here():
    assert writing_verbs() == ACTS.keys() | LEAVES_NOTHING


@pytest.mark.parametrize("verb", ACTS)
def test_a_verb_leaves_a_leaf_and_an_outbox_row(verb: str):
    act = prepared(verb)
    before = rows()
    act()
    after = rows()
    for name in ("ledger.Leaf", "jobs.OutboxRow"):
        assert after[name] > before[name], name


@pytest.mark.parametrize("verb", ACTS)
def test_without_its_outbox_row_nothing_is_written(verb: str, monkeypatch):
    act = prepared(verb)
    before = rows()

    def refuse(*_: object) -> None:
        raise ConnectionError("the outbox is gone")

    monkeypatch.setattr("tongban.jobs.actions.publish._write", refuse)
    with pytest.raises(ConnectionError), transaction.atomic():
        act()
    assert rows() == before


@pytest.mark.parametrize(
    "verb", ["withdraw_copy", "withdraw_presentation", "revoke_lending", "drop_copy"]
)
def test_ending_twice_tells_once(verb: str):
    act = prepared(verb)
    act()
    once = rows()
    act()
    assert rows() == once


def prepared(verb: str) -> Act:
    if verb == "certificate_document" and typefaces().missing("居住证"):
        pytest.skip("no Chinese TrueType font is here: make setup with npm, or fonts-hanazono")
    return ACTS[verb]()
