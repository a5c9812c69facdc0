"""A faultless item of a fictional county, and ways to bend it."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

from tongban.catalogue.domain.codes import AudienceSide
from tongban.catalogue.domain.document import BasicItemDocument, ItemDocument
from tongban.catalogue.domain.lints import LintContext
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.kernel.codes import uscc

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BASIC_CODE = "990100037000"
# A body of county 990102: its check character is computed, its division belongs to no real place.
AGENCY = uscc.make("1", "1", "990102", "MB000012")
CODE = f"{AGENCY}4{BASIC_CODE}"
LAW = "shipin-anquan-fa/35@2021-04-29"
SOURCE, ELEMENT, CERTIFICATE = "firm-register", "firm.name", "business-licence"


def words(zh: str, en: str = "words") -> dict[str, str]:
    """Words in both languages."""
    return {"zh-Hans": zh, "en": en}


def basic(**changes: Any) -> BasicItemDocument:
    """The basic item 食品经营许可."""
    return BasicItemDocument.model_validate(
        {
            "code": BASIC_CODE,
            "name": words("食品经营许可", "Food business licence"),
            "type": "licence",
            "line": "market-regulation",
            "basis": [LAW],
            "levels": ["city", "county"],
        }
        | changes
    )


def sourced(**changes: Any) -> dict[str, Any]:
    """What a part with a source also says."""
    return {"fallback": words("由申请人填写"), "dispute": words("在表上提出异议")} | changes


_ITEM: dict[str, Any] = {
    "code": CODE,
    "basic": BASIC_CODE,
    "agency": AGENCY,
    "region": "990102",
    "level": "county",
    "summary": words("开餐饮店前办的许可", "The licence before opening a restaurant"),
    "audiences": ["enterprise"],
    "themes": ["firm.food"],
    "aliases": ["餐饮许可"],
    "popularity": 50,
    "handling": "committed",
    "statutory": "20 working-days",
    "committed": "5 working-days",
    "special_procedures": [
        {
            "kind": "site-check",
            "name": words("现场核查"),
            "article": LAW,
            "max_span": "10 working-days",
        }
    ],
    "handling_forms": ["window", "pc", "mobile"],
    "visits": 0,
    "online": True,
    "online_depth": ["acceptance", "handling", "result"],
    "posts_result": True,
    "conditions": [{"text": words("有固定的经营场所"), "article": LAW}],
    "materials": [
        {"code": "m1", "name": words("申请书"), "category": "form"},
        {"code": "m2", "name": words("经营场所布局图"), "article": LAW},
        {
            "code": "m3",
            "name": words("营业执照"),
            "article": LAW,
            "origin": "government",
            "satisfied_by": CERTIFICATE,
            **sourced(),
        },
        {"code": "m4", "name": words("委托书"), "article": LAW, "necessity": "optional"},
    ],
    "situations": [
        {"code": "by-agent", "name": words("委托他人办理"), "materials": ["m1", "m2", "m4"]}
    ],
    "needs": [{"element": ELEMENT, "source": SOURCE, **sourced()}, {"element": "firm.plan"}],
    "steps": [
        {"kind": kind, "name": words(kind)}
        for kind in ("accept", "review", "approve", "conclude", "deliver")
    ],
    "results": [
        {
            "kind": "certificate",
            "name": words("食品经营许可证"),
            "certificate_type": "food-licence",
        }
    ],
    "consult_phone": "099-00000001",
    "complaint_phone": "099-00000002",
    "places": [{"name": words("大厅"), "address": words("一号路1号"), "hours": words("9时至17时")}],
    "remedies": [
        {"kind": "reconsideration", "body": words("县政府")},
        {"kind": "litigation", "body": words("县法院")},
    ],
    "faqs": [{"question": words("要跑几次？"), "answer": words("不用跑。")}],
    "form": "food-form",
    "decision_table": "food-table",
    "certificate_type": "food-licence",
}


def item_fields(**changes: Any) -> dict[str, Any]:
    """The faultless item as a pack writes it, with changes; a change to None removes the field."""
    fields = copy.deepcopy(_ITEM) | changes
    return {key: value for key, value in fields.items() if value is not None}


def item(**changes: Any) -> ItemDocument:
    """The faultless item with changes."""
    return ItemDocument.model_validate(item_fields(**changes))


def context(**changes: Any) -> LintContext:
    """Surroundings in which the faultless item has no finding."""
    fields: dict[str, Any] = {
        "basic": basic(),
        "element_sources": {ELEMENT: SOURCE, "firm.plan": None},
        "sources": frozenset({SOURCE}),
        "form_elements": {"food-form": (("name", ELEMENT), ("plan", "firm.plan"))},
        "table_elements": {"food-table": (ELEMENT,)},
        "certificate_names": {CERTIFICATE: "营业执照", "food-licence": "食品经营许可证"},
        "certificate_lines": {
            CERTIFICATE: "market-regulation",
            "food-licence": "market-regulation",
        },
        "agency_lines": {AGENCY: "market-regulation"},
        "theme_sides": {"firm.food": AudienceSide.FIRM, "person.work": AudienceSide.PERSON},
        "flows": frozenset({"food-flow"}),
        "agencies": frozenset({AGENCY}),
        "regions": frozenset({"990102"}),
    }
    return LintContext(**(fields | changes))


def platform() -> Actor:
    """The platform itself."""
    return Actor.system("pack-publisher")


def editor(agency_code: str = AGENCY) -> Actor:
    """A catalogue editor of an agency."""
    post = Post(
        id="post_editor",
        agency_code=agency_code,
        line="market-regulation",
        region="990102",
        duties=frozenset({Duty.CATALOGUE_EDITOR}),
    )
    return Actor(kind=ActorKind.OFFICER, account_id="acct_editor", posts=(post,))
