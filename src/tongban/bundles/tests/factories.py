"""Walks a bundle of the demo province from its form to its end, through the doors alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tongban.agencies.api import agencies
from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.bundles.api import (
    BundleCaseView,
    BundleForm,
    BundleNotComplete,
    StepState,
    bundle,
    bundle_case,
    bundle_form,
    bundle_questions,
    submit_bundle,
)
from tongban.bundles.shelf import SHELVES
from tongban.bundles.shelf.schema import BundleFile
from tongban.cases.api import (
    CaseState,
    CaseView,
    accept_case,
    case,
    claim_task,
    complete_step,
    decide_case,
)
from tongban.cases.tests.factories import AGENCY, COMMITTED, INSTANT, NOW, a_house
from tongban.catalogue.api import item_by_version
from tongban.files.api import store_upload
from tongban.forms.api import FieldKind, FieldView
from tongban.jobs.api import drain
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Duty, Post
from tongban.kernel.codes import resident_id
from tongban.payments import api as payments
from tongban.seals.api import STATEMENT_CODE, Agreement, Proof

AGREED = Agreement(STATEMENT_CODE, Proof.DEMO)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_tokens = count(1)
_ALL = frozenset({Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER})
_LONG_ENOUGH = 40
_NUMBER = resident_id.make("990102", date(1990, 1, 1), 1)  # the owner of the demo's shop

# No Python: what follows is all there is of this bundle.
MOVING = f"""
code: moving-in
name: {{zh-Hans: 搬家, en: Moving in}}
summary: {{zh-Hans: 一起办, en: Done together}}
aliases: [搬到新家]
side: person
lead: "{AGENCY}"
committed: 5 working-days
steps:
  - {{code: endorse, item: "{INSTANT}"}}
  - {{code: left, item: "{COMMITTED}", after: [endorse]}}
  - {{code: right, item: "{COMMITTED}", after: [endorse]}}
  - {{code: last, item: "{COMMITTED}", after: [left]}}
  - {{code: extra, item: "{COMMITTED}", optional: {{zh-Hans: 还要一份, en: One more}}}}
"""


def an_officer_of_all() -> Actor:
    """One officer with a post in every agency: who decides is not what these walks are about."""
    posts = tuple(
        Post(f"post-{one.short}", one.code, one.line, one.region, _ALL) for one in agencies()
    )
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id="subj_demo_ma-xiao",
        account_id="acct_demo_ma-xiao",
        posts=posts,
        assurance=Assurance.L5,
    )


def a_person(subject_id: str, principal: str | None = None, mandate: str | None = None) -> Actor:
    """Somebody of the cast, acting for another where one is named."""
    firm = principal is not None and "shop" in principal
    return Actor(
        kind=ActorKind.FIRM_AGENT if firm else ActorKind.PERSON,
        subject_id=subject_id,
        account_id=subject_id.replace("subj_", "acct_"),
        on_behalf_of=principal,
        mandate_id=mandate,
        assurance=Assurance.L4,
        channel=Channel.PC,
    )


def answer_to(field: FieldView, given: Mapping[str, Any]) -> Any:
    """What one would type: as told by the field's own name, else something of its kind."""
    if _own(field) in given:
        return given[_own(field)]
    if field.options:
        return field.options[0].value
    return {
        FieldKind.DATE: "2026-11-02",
        FieldKind.NUMBER: 60,
        FieldKind.MONEY: "100000",
        FieldKind.PHONE: "19900001234",
        FieldKind.YES_NO: True,
        FieldKind.DIVISION: "990102",
        FieldKind.RESIDENT_ID: _NUMBER,
        FieldKind.IDENTIFIER: "DEMO000001",
        FieldKind.USCC: "91990102MA0000013Y",
    }.get(field.kind, "示例")


def _own(field: FieldView) -> str:
    return field.name.rpartition(".")[2]


def settle_questions(code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to the bundle's own questions; every optional step is taken."""
    return {field.name: answer_to(field, given) for field in bundle_questions(code).fields}


def filled(asked: BundleForm, first: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The one form filled in: only what no source has said."""
    known = {one.name for one in asked.known if not one.silent}
    return dict(first) | {
        field.name: answer_to(field, given)
        for field in asked.form.fields
        if field.name not in known and (field.required or _own(field) in given)
    }


def uploads(actor: Actor, asked: BundleForm, now: datetime) -> dict[str, str]:
    """One file for each material nobody in government holds."""
    return {one.name: upload(actor, now) for one in asked.materials if one.must_bring}


def upload(actor: Actor, now: datetime) -> str:
    """The blob of a small PDF."""
    kept = store_upload(
        actor=actor,
        filename="a.pdf",
        stream=BytesIO(PDF),
        declared_type="application/pdf",
        purpose="case-material",
        now=now,
    )
    return kept.id


def apply(
    actor: Actor, code: str, now: datetime, given: Mapping[str, Any] | None = None, **more: Any
) -> BundleCaseView:
    """Ask, fill in, upload, submit."""
    answers = settle_questions(code, given or {})
    asked = bundle_form(actor, code, answers, now)
    given_once = {
        "actor": actor,
        "bundle_code": code,
        "bundle_version": bundle(code).bundle.version,
        "answers": filled(asked, answers, given or {}),
        "material_blobs": uploads(actor, asked, now),
        "idempotency_token": f"bundle-walk-{next(_tokens):06d}",
        "agreement": AGREED,
        "now": now,
    } | more
    try:
        return submit_bundle(**given_once)
    except BundleNotComplete as refused:
        # A source was silent: the paper itself is handed in, and nothing else may be wrong.
        missing = {where: upload(actor, now) for where in _papers(refused)}
        blobs = given_once["material_blobs"] | missing
        return submit_bundle(**(given_once | {"material_blobs": blobs}))


def _papers(refused: BundleNotComplete) -> list[str]:
    told = {one.where: one.message.zh for one in refused.problems}
    if not all(where.startswith("material:") for where in told):
        raise AssertionError(told) from refused
    return [where.removeprefix("material:") for where in told]


def handle(
    case_id: str, now: datetime, *, approve: bool = True, payer: Actor | None = None
) -> CaseView:
    """Whatever a case asks of officers, and of who pays its fee, up to its decision."""
    officer = an_officer_of_all()
    known = case(officer, case_id, now)
    for _ in range(_LONG_ENOUGH):
        if known.state.closed:
            return known
        if payer is not None and known.state is CaseState.AWAITING_PAYMENT:
            known = _paid(payer, officer, known, now)
        else:
            known = _next_act(officer, known, now, approve)
    raise AssertionError(f"{known.title.zh}: {known.state}, open to us: {known.available}")


def _paid(payer: Actor, officer: Actor, known: CaseView, now: datetime) -> CaseView:
    notice = payments.notice_about(payer, known.id)
    assert notice is not None
    order = payments.begin_payment(actor=payer, notice_id=notice.id, now=now)
    body, signature = payments.twin_pays(order.id, now=now)
    payments.take_callback(channel=payments.CHANNEL, body=body, signature=signature, now=now)
    drain(now)
    return case(officer, known.id, now)


def _next_act(officer: Actor, known: CaseView, now: datetime, approve: bool) -> CaseView:
    given = {
        "actor": officer,
        "case_id": known.id,
        "expected_version": known.version,
        "now": now,
    }
    if "accept_case" in known.available:
        return accept_case(**given)
    if "decide_case" in known.available:
        cited = item_by_version(known.item_version_id).articles[:1]
        return decide_case(**given, approve=approve, opinion="符合条件。", articles=cited)
    if "complete_step" in known.available and known.flow is not None:
        outcome = known.flow.outcomes[0][0]
        return complete_step(**given, outcome=outcome, opinion="同意。")
    return claim_task(**given)


def finish(actor: Actor, begun: BundleCaseView, now: datetime) -> BundleCaseView:
    """Officers decide every step in turn, the worker moves the bundle on, until nothing is left."""
    known = begun
    for _ in range(_LONG_ENOUGH):
        running = [step for step in known.steps if step.state is StepState.RUNNING]
        if not running:
            return known
        now += timedelta(minutes=10)
        for step in running:
            handle(step.case_id or "", now, payer=actor)
        drain(now)
        known = bundle_case(actor, known.id, now)
    raise AssertionError([(step.name.zh, step.state) for step in known.steps])


def publish_moving(text: str = MOVING) -> None:
    """The bundle written above, as a release would publish it."""
    entry = SimpleNamespace(key="moving-in", model=BundleFile.model_validate(yaml.safe_load(text)))
    SHELVES[0].publish(
        actor=Actor.system("tests"), entries=(entry,), release=SimpleNamespace(id="release_t"),
        now=NOW,
    )  # fmt: skip


def move_in(me: Actor, *, extra: bool = False, token: str = "moving-in-0001") -> BundleCaseView:
    """Apply for it."""
    return submit_bundle(
        actor=me,
        bundle_code="moving-in",
        bundle_version=bundle("moving-in").bundle.version,
        answers={"take.extra": extra, "endorse.phone": "19900001234", "endorse.wish": "长住"},
        material_blobs={},
        idempotency_token=token,
        agreement=AGREED,
        now=NOW,
    )


def a_moving_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """The working house of cases, with a bundle of its items."""
    a_house(monkeypatch)
    publish_agencies(an_entry())
    publish_moving()
