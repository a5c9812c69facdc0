"""A small working house: an item decided by rules, one decided by people, people and officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from tongban.agencies.tests.factories import CODE as AGENCY
from tongban.agencies.tests.factories import an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.cases.api import CaseView, Defect, submit_case
from tongban.cases.domain.flow.definition import DECIDING, Flow, flow_to_json
from tongban.cases.models import FlowVersion
from tongban.cases.tests.flows import PLANNING as PLANNING
from tongban.cases.tests.flows import SIGN as SIGN
from tongban.catalogue.api import (
    BasicItemDocument,
    ItemDocument,
    UseLevel,
    claim_item,
    define_basic_item,
    draft_item,
    publish_item,
)
from tongban.catalogue.tests.factories import (
    LintContext,
    basic,
    editor,
    item_fields,
    platform,
    words,
)
from tongban.certificates.tests.factories import publish_type, type_file
from tongban.decisions.tests.factories import publish_table, table_file
from tongban.elements.tests.factories import put
from tongban.forms.tests.factories import a_published_form
from tongban.identity.tests.factories import a_person
from tongban.jurisdiction.tests.factories import a_calendar
from tongban.kernel.actor import Actor, ActorKind, Assurance, Channel, Duty, Post
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.seals.api import STATEMENT_CODE, Agreement, Proof

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, ten in the morning in Beijing
LAW = "juzhuzheng-tiaoli/10@2015-11-26"
INSTANT_BASIC, COMMITTED_BASIC = "992000001000", "990700002000"
INSTANT = f"{AGENCY}4{INSTANT_BASIC}"
COMMITTED = f"{AGENCY}4{COMMITTED_BASIC}"
AGREED = Agreement(STATEMENT_CODE, Proof.DEMO)
_tokens = count(1)
_accounts = count(1)


def working_days(count_: int) -> timedelta:
    """Days to add to NOW (a Monday) to be that many working days on, within two weeks."""
    return timedelta(days=count_ + 2 * (count_ // 5))


def a_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calendar, agency, register, form, table, certificate type and two published items."""
    a_calendar()
    a_published_form(
        {"name": "name", "element": "person.name"},
        {"name": "phone", "element": "person.contact.phone"},
        {"name": "wish", "element": "person.wish", "required": False},
    )
    publish_table(
        table_file(
            code="endorse",
            inputs=[
                {"name": "status", "element": "person.permit.status", "kind": "text"},
                {"name": "months", "element": "person.permit.months", "kind": "number"},
            ],
            derive={},
            rows=[
                _row("steady", "status == 'valid' and months >= 6", "pass"),
                _row("not-valid", "status != 'valid'", "to-person"),
                _row("too-short", "months < 6", "to-person"),
            ],
        )
    )
    publish_type(
        type_file(
            fields=[
                {"name": "wish", "label": words("愿望"), "answer": "wish"},
                {"name": "months", "label": words("月数"), "element": "person.permit.months"},
            ]
        )
    )
    _publish_item(monkeypatch, INSTANT_BASIC, **_INSTANT)
    _publish_item(monkeypatch, COMMITTED_BASIC, **_COMMITTED)


def publish_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the instant item."""
    _publish_item(monkeypatch, INSTANT_BASIC, **(_INSTANT | {"consult_phone": "099-00000009"}))


def publish_family_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the committed item: it asks for a permit that may be lent."""
    material = {
        "code": "family-permit", "name": words("家人的居住证"), "article": LAW,
        "origin": "government", "satisfied_by": "residence-permit", "borrowed": True,
        "fallback": words("上传"), "dispute": words("异议"),
    }  # fmt: skip
    _publish_item(monkeypatch, COMMITTED_BASIC, **(_COMMITTED | {"materials": [material]}))


def publish_site_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the committed item: a report that a zone's assessment may replace.

    The wish stands for the site: it is the one element of the form without a source.
    """
    report = {
        "code": "report", "name": words("评估报告", "Report"), "article": LAW,
        "origin": "intermediary", "fallback": words("提交"), "dispute": words("异议"),
        "area_assessment": {"kind": "geology", "site": "person.wish"},
    }  # fmt: skip
    _publish_item(monkeypatch, COMMITTED_BASIC, **(_COMMITTED | {"materials": [report]}))


def publish_charged_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of both items: a fee of 20, and 40 for who wishes a quick one."""
    fees = [
        _fee("20.00", ["长住"]), _fee("40.00", ["加急"]),
        {"name": words("按面积"), "standard": words("每平方米1元"), "article": LAW},
    ]  # fmt: skip
    charged = {"charged": True, "payment_ways": words("窗口"), "fees": fees}
    _publish_item(monkeypatch, COMMITTED_BASIC, **(_COMMITTED | charged))
    _publish_item(monkeypatch, INSTANT_BASIC, **(_INSTANT | charged))


def publish_promised_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the instant item: by promise, or the ordinary way with a plan."""
    plan = {"code": "plan", "name": words("平面图", "Plan"), "article": LAW}
    ways = [
        {"code": "promise", "name": words("告知承诺"), "materials": ["permit"]},
        {"code": "ordinary", "name": words("一般程序"), "materials": ["permit", "plan"]},
    ]
    promised = {"situations": ways, "materials": [*_INSTANT["materials"], plan]}
    promised |= {"commitment_allowed": True, "commitment": words("我承诺符合条件")}
    _publish_item(monkeypatch, INSTANT_BASIC, **(_INSTANT | promised))


def _fee(amount: str, wishes: list[str]) -> dict[str, Any]:
    return {
        "name": words("工本费"), "standard": words("每证"), "amount": amount, "article": LAW,
        "charged_when": {"field": "wish", "is_in": wishes},
    }  # fmt: skip


def _row(code: str, when: str, outcome: str) -> dict[str, Any]:
    return {"code": code, "when": when, "outcome": outcome, "reason": words(code), "article": LAW}


_COMMON: dict[str, Any] = {
    "agency": AGENCY,
    "region": "990102",
    "level": "county",
    "audiences": ["person"],
    "themes": [],
    "situations": None,
    "needs": [
        {
            "element": "person.permit.status",
            "source": "permits",
            "fallback": words("填写"),
            "dispute": words("异议"),
        }
    ],
    "form": "qianzhu",
    "certificate_type": "residence-permit",
    "results": [
        {"kind": "certificate", "name": words("居住证"), "certificate_type": "residence-permit"}
    ],
    "conditions": [{"text": words("连续居住"), "article": LAW}],
}
_INSTANT = _COMMON | {
    "handling": "instant",
    "statutory": None,
    "committed": "immediate",
    "special_procedures": None,
    "materials": [
        {
            "code": "permit",
            "name": words("居住证"),
            "article": LAW,
            "origin": "government",
            "source": "permits",
            "elements": ["person.permit.status"],
            "fallback": words("上传居住证"),
            "dispute": words("异议"),
        }
    ],
    "decision_table": "endorse",
}
_COMMITTED = _COMMON | {
    "handling": "committed",
    "statutory": "20 working-days",
    "committed": "5 working-days",
    "special_procedures": [
        {
            "kind": "inspection",
            "name": words("现场核查", "Site check"),
            "article": LAW,
            "max_span": "10 working-days",
        }
    ],
    "materials": [
        {"code": "photo", "name": words("照片", "Photo"), "article": LAW, "necessity": "optional"},
        {"code": "plan", "name": words("平面图"), "article": LAW, "necessity": "optional"},
    ],
    "decision_table": None,
}


def _publish_item(monkeypatch: pytest.MonkeyPatch, basic_code: str, **fields: Any) -> None:
    # The lints have their own tests; here the law and the registers know everything.
    entry: BasicItemDocument = basic(
        code=basic_code, type="public-service", line="public-security", basis=[LAW]
    )
    monkeypatch.setattr(
        "tongban.catalogue.actions.publish_item.surroundings_of",
        lambda document, now: LintContext(basic=entry),
    )
    define_basic_item(actor=platform(), document=entry, now=NOW)
    claim_item(
        actor=editor(AGENCY),
        basic_code=basic_code,
        agency_code=AGENCY,
        level=UseLevel.COUNTY,
        region="990102",
        now=NOW,
    )
    code = f"{AGENCY}4{basic_code}"
    document = ItemDocument.model_validate(item_fields(code=code, basic=basic_code, **fields))
    draft_item(actor=editor(AGENCY), document=document, now=NOW)
    publish_item(actor=editor(AGENCY), item_code=code, now=NOW)


def flow_item(of: Flow = SIGN) -> None:
    """Publishes the flow with its agencies, and lets the item people decide run on it."""
    publish_agencies(*(
        an_entry(code=code, short=f"agency-{place}", region="990100", posts=[])
        for place, code in enumerate(of.agencies) if code != DECIDING
    ), an_entry())  # fmt: skip
    FlowVersion.objects.create(
        code="flow", version=of.version, digest="d", definition=flow_to_json(of),
        release_id="release_test", published_at=NOW,
    )  # fmt: skip
    document = item_fields(code=COMMITTED, basic=COMMITTED_BASIC, **(_COMMITTED | {"flow": "flow"}))
    draft_item(actor=editor(AGENCY), document=ItemDocument.model_validate(document), now=NOW)
    publish_item(actor=editor(AGENCY), item_code=COMMITTED, now=NOW)


def a_resident(*, status: str = "valid", months: int = 14, known: bool = True) -> Actor:
    """A signed-in person the registers know (or do not)."""
    person = a_person("欧阳示例")
    if known:
        put("population", person.id, person__name="欧阳示例")
        put("permits", person.id, person__permit__status=status, person__permit__months=months)
    return Actor(
        kind=ActorKind.PERSON,
        subject_id=person.id,
        account_id=f"account_{next(_accounts)}",
        assurance=Assurance.L4,
        name="欧阳示例",
    )


def an_officer(
    *duties: Duty, agency_code: str = AGENCY, region: str = "990102", name: str = "a"
) -> Actor:
    """An officer with one post; all the duties of handling when none are named."""
    post = Post(
        id=f"post_{name}",
        agency_code=agency_code,
        line="public-security",
        region=region,
        duties=frozenset(duties or (Duty.WINDOW_CLERK, Duty.REVIEWER, Duty.APPROVER)),
    )
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id=f"person_officer_{name}",
        account_id=f"account_officer_{name}",
        posts=(post,),
        assurance=Assurance.L5,
    )


def submit(actor: Actor, item_code: str = INSTANT, **changes: Any) -> CaseView:
    """Hand in a complete application."""
    given: dict[str, Any] = {
        "actor": actor,
        "item_code": item_code,
        "item_version": 1,
        "answers": {"name": "别人", "phone": "19900001234", "wish": "长住"},
        "material_blobs": {},
        "situation": None,
        "idempotency_token": f"token-{next(_tokens):08d}",
        "channel": Channel.PC,
        "agreement": AGREED,
        "now": NOW,
    }
    return submit_case(**(given | changes))


def do(verb: Callable[..., CaseView], actor: Actor, view: CaseView, **given: Any) -> CaseView:
    """Do ``verb`` on the case as it was last seen."""
    given = {"now": NOW, "expected_version": view.version} | given
    return verb(actor=actor, case_id=view.id, **given)


def defect(target: str) -> Defect:
    """Something to put right."""
    message = Text.of(f"{target}不清楚", f"{target} is unclear")
    return Defect(target, message, ArticleRef.parse(LAW))


def publish_following(monkeypatch: pytest.MonkeyPatch, *, before_handover: bool = False) -> None:
    """A second version of the committed item: its plan may follow within five working days."""
    plan = {
        "code": "plan", "name": words("平面图"), "article": LAW, "necessity": "later",
        "later_within": "5 working-days", "later_before_handover": before_handover,
    }  # fmt: skip
    _publish_item(monkeypatch, COMMITTED_BASIC, **(_COMMITTED | {"materials": [plan]}))


def publish_for_firms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of the committed item: it serves firms as well as persons."""
    both = {"audiences": ["person", "enterprise"]}
    _publish_item(monkeypatch, COMMITTED_BASIC, **(_COMMITTED | both))
