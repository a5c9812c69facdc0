"""Every lint finds its planted fault, and a faultless item has none."""

# One planted fault per line reads as a table.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tongban.catalogue.domain.lints import LINTS, ArticleState, lint_item
from tongban.catalogue.domain.lints.time_limits import longest_hours, shortest_hours
from tongban.catalogue.tests.factories import (
    AGENCY,
    CERTIFICATE,
    ELEMENT,
    LAW,
    SOURCE,
    basic,
    context,
    item,
    item_fields,
    sourced,
    words,
)
from tongban.kernel.calendar import Span, SpanUnit


def part(field: str, index: int, **changes: Any) -> dict[str, Any]:
    """One part of the faultless item, bent; None removes a key."""
    parts = item_fields()[field]
    parts[index] = {k: v for k, v in (parts[index] | changes).items() if v is not None}
    return {field: parts}


NO_LAW = {"article_state": lambda ref: ArticleState.UNKNOWN}
OLD_LAW = {"article_state": lambda ref: ArticleState.NOT_IN_FORCE}

# (what is planted, in the item, in its surroundings, the lint that must find it, where)
PLANTED: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("no kind of handling", {"handling": None}, {}, "handling_missing", "handling"),
    ("instant, yet days", {"handling": "instant"}, {}, "instant_and_promise_disagree", "committed"),
    ("days, yet immediate", {"committed": "immediate"}, {}, "instant_and_promise_disagree", "committed"),
    ("no promise", {"committed": None}, {}, "committed_missing", "committed"),
    ("longer than the law", {"committed": "21 working-days"}, {}, "committed_over_statutory", "committed"),
    ("longer in other units", {"committed": "30 natural-days"}, {}, "committed_over_statutory", "committed"),
    ("licence without legal time", {"statutory": None}, {}, "licence_without_statutory_time", "statutory"),
    ("clock stops without ground", part("special_procedures", 0, article=None), {}, "special_procedure_incomplete", "special_procedures[0].article"),
    ("clock stops for ever", part("special_procedures", 0, max_span=None), {}, "special_procedure_incomplete", "special_procedures[0].max_span"),
    ("visits unknown", {"visits": None}, {}, "visits_missing", "visits"),
    ("visit without reason", {"visits": 1, "online_depth": []}, {}, "visits_without_reason", "in_person_reason"),
    ("no way in", {"online": False}, {}, "no_visit_no_net_no_post", "visits"),
    ("all on line, yet a visit", {"visits": 1, "in_person_reason": words("核验")}, {}, "fully_online_with_visits", "visits"),
    ("no form of handling", {"handling_forms": []}, {}, "handling_forms_missing", "handling_forms"),
    ("net only", {"handling_forms": ["pc", "mobile"]}, {}, "net_only", "handling_forms"),
    ("in person, net only", {"handling_forms": ["pc"], "in_person_article": LAW, "net_only_article": LAW, "visits": 1, "in_person_reason": words("本人到场"), "online_depth": []}, {}, "in_person_but_net_only", "handling_forms"),
    ("in person without visit", {"in_person_article": LAW}, {}, "in_person_without_visit", "visits"),
    ("marriage without its law", {"handling_name": words("内地居民结婚登记")}, {}, "in_person_law_not_cited", "in_person_article"),
    ("on line without a way in", {"form": None}, {}, "online_without_entry", "online"),
    ("charged, no fee", {"charged": True, "payment_ways": words("窗口缴费")}, {}, "fee_without_line", "charged"),
    ("fee without basis", {"charged": True, "payment_ways": words("窗口缴费"), "fees": [{"name": words("工本费"), "standard": words("10元")}]}, {}, "fee_without_basis", "fees[0].article"),
    ("reduction without basis", {"charged": True, "payment_ways": words("窗口缴费"), "fees": [{"name": words("工本费"), "standard": words("10元"), "article": LAW, "reducible": True}]}, {}, "fee_without_basis", "fees[0].reduction_article"),
    ("charged, no way to pay", {"charged": True, "fees": [{"name": words("费"), "standard": words("10元"), "article": LAW}]}, {}, "fee_without_payment_way", "payment_ways"),
    ("paid on line, no amount", {"charged": True, "pays_online": True, "payment_ways": words("网上缴费"), "fees": [{"name": words("费"), "standard": words("10元"), "article": LAW}]}, {}, "online_payment_without_amount", "fees[0].amount"),
    ("free, yet paid on line", {"pays_online": True}, {}, "free_but_pays_online", "pays_online"),
    ("free, yet fees", {"fees": [{"name": words("费"), "standard": words("10元"), "article": LAW}]}, {}, "free_but_pays_online", "fees"),
    ("no audience", {"audiences": []}, {}, "audience_missing", "audiences"),
    ("audience without theme", {"audiences": ["enterprise", "person"]}, {}, "theme_and_audience_disagree", "themes"),
    ("theme without audience", {"themes": ["firm.food", "person.work"]}, {}, "theme_and_audience_disagree", "themes"),
    ("theme unknown", {"themes": ["firm.food", "firm.nowhere"]}, {}, "theme_unknown", "themes[1]"),
    ("no phone", {"consult_phone": None}, {}, "phone_missing", "consult_phone"),
    ("one phone for both", {"complaint_phone": "099-00000001"}, {}, "phones_equal", "complaint_phone"),
    ("window nowhere", {"places": []}, {}, "window_without_place", "places"),
    ("agency unknown", {}, {"agencies": frozenset({"x"})}, "agency_unknown", "agency"),
    ("region unknown", {}, {"regions": frozenset({"990100"})}, "region_unknown", "region"),
    ("name missing", {"basic": None}, {"basic": None}, "name_missing", "name"),
    ("name too long", {"handling_name": words("长" * 201)}, {}, "name_too_long", "handling_name"),
    ("no summary", {"summary": None}, {}, "summary_missing", "summary"),
    ("catch-all material", part("materials", 1, name=words("法律法规规定的其他材料")), {}, "catch_all", "materials[1].name"),
    ("catch-all condition", {"conditions": [{"text": words("符合其他有关条件"), "article": LAW}]}, {}, "catch_all", "conditions[0].text"),
    ("no English", {"summary": {"zh-Hans": "只有中文"}}, {}, "language_missing", "summary"),
    ("no basis", {}, {"basic": basic(basis=[])}, "basis_missing", "basis"),
    ("article nowhere", {}, NO_LAW, "article_unknown", "basis[0]"),
    ("article repealed", {}, OLD_LAW, "article_not_in_force", "basis[0]"),
    ("material without law", part("materials", 1, article=None), {}, "material_without_basis", "materials[1].article"),
    ("term, yet required", part("materials", 1, later_within="10 working-days"), {}, "term_without_later", "materials[1].later_within"),
    ("condition without law", {"conditions": [{"text": words("年满十八岁")}]}, {}, "condition_without_basis", "conditions[0].article"),
    ("intermediary without law", {"intermediaries": [{"name": words("检测")}]}, {}, "intermediary_without_basis", "intermediaries[0].article"),
    ("typed though held", {"needs": [{"element": ELEMENT}, {"element": "firm.plan"}]}, {}, "typed_only", "needs[0].source"),
    ("certificate asked again", part("materials", 2, satisfied_by=None), {}, "held_material_not_sourced", "materials[2].source"),
    ("copy of a certificate asked", part("materials", 1, name=words("营业执照（副本）复印件")), {}, "held_material_not_sourced", "materials[1].source"),
    ("held element asked on paper", part("materials", 1, elements=[ELEMENT]), {}, "held_material_not_sourced", "materials[1].source"),
    ("no fallback", {"needs": [{"element": ELEMENT, "source": SOURCE, **sourced(fallback=None)}, {"element": "firm.plan"}]}, {}, "source_without_fallback", "needs[0].fallback"),
    ("no fallback for paper", part("materials", 2, fallback=None), {}, "source_without_fallback", "materials[2].fallback"),
    ("no dispute", part("materials", 2, dispute=None), {}, "source_without_dispute", "materials[2].dispute"),
    ("source nowhere", {}, {"sources": frozenset({"other"})}, "source_unknown", "needs[0].source"),
    ("two sources of one truth", {}, {"element_sources": {ELEMENT: "tax", "firm.plan": None}}, "source_wrong", "needs[0].source"),
    ("element nowhere", {}, {"element_sources": {ELEMENT: SOURCE}}, "element_unknown", "needs[1].element"),
    ("name drifts", {"name": words("餐饮服务许可")}, {}, "locked_element_drifts", "name"),
    ("type drifts", {"type": "confirmation"}, {}, "locked_element_drifts", "type"),
    ("line drifts", {"line": "health"}, {}, "locked_element_drifts", "line"),
    ("basis drifts", {"basis": ["shipin-anquan-fa/36@2021-04-29"]}, {}, "locked_element_drifts", "basis"),
    ("basic item nowhere", {}, {"basic": None, "basic_known": False}, "basic_unknown", "basic"),
    ("level of nobody", {}, {"basic": basic(levels=["province"])}, "level_not_allowed", "level"),
    ("code of another level", {"level": "city"}, {}, "code_disagrees", "code"),
    ("agency with a slip", {"agency": "11990102MB00001250"}, {}, "agency_code_faulty", "agency"),
    ("form nowhere", {}, {"form_elements": {}}, "form_unknown", "form"),
    ("form asks more", {}, {"form_elements": {"food-form": (("name", ELEMENT), ("plan", "firm.plan"), ("tax", "firm.tax"))}}, "form_asks_undeclared", "needs"),
    ("rules read more", {}, {"table_elements": {"food-table": ("firm.tax",)}}, "rules_read_undeclared", "needs"),
    ("declared for nothing", {}, {"form_elements": {"food-form": ()}}, "need_not_used", "needs[1].element"),
    ("flow nowhere", {"flow": "nowhere"}, {}, "flow_unknown", "flow"),
    ("table nowhere", {}, {"table_elements": {}}, "decision_table_unknown", "decision_table"),
    ("certificate nowhere", {"certificate_type": "nothing"}, {}, "certificate_type_unknown", "certificate_type"),
    ("stand-in nowhere", part("materials", 2, satisfied_by="nothing"), {}, "certificate_type_unknown", "materials[2].satisfied_by"),
    ("material twice", part("materials", 1, code="m1"), {}, "material_twice", "materials[1].code"),
    ("situation asks for nothing", {"situations": [{"code": "s", "name": words("情形"), "materials": ["m9", "m4"]}]}, {}, "situation_names_unknown_material", "situations[0].materials"),
    ("materials unsaid", {"materials": [], "situations": []}, {}, "materials_missing", "materials"),
    ("optional without case", {"situations": []}, {}, "optional_material_never_asked", "materials[3].necessity"),
    ("result of another kind", part("results", 0, kind="approval"), {}, "result_kind_and_name_disagree", "results[0].kind"),
    ("reply called otherwise", part("results", 0, name=words("关于经营的批复")), {}, "result_kind_and_name_disagree", "results[0].kind"),
    ("no result", {"results": []}, {}, "result_missing", "results"),
    ("no sample", part("results", 0, certificate_type=None), {}, "result_without_sample", "results[0].sample"),
    ("licence of another line", {}, {"agency_lines": {AGENCY: "health"}}, "certificate_of_another_line", "certificate_type"),
    ("result of another line", part("results", 0, certificate_type="food-licence"), {"certificate_lines": {"food-licence": "health"}}, "certificate_of_another_line", "results[0].certificate_type"),
    ("no steps", {"steps": []}, {}, "steps_missing", "steps"),
    ("licence not delivered", {"steps": item_fields()["steps"][:4]}, {}, "licence_flow_incomplete", "steps"),
    ("no court", {"remedies": item_fields()["remedies"][:1]}, {}, "remedy_missing", "remedies"),
    ("no question", {"faqs": []}, {}, "licence_without_faq", "faqs"),
    ("commitment to what", {"commitment_allowed": True}, {}, "commitment_without_words", "commitment"),
]  # fmt: skip


def test_a_faultless_item_has_no_finding():
    assert lint_item(item(), context()) == ()


@pytest.mark.parametrize(
    ("changes", "around", "code", "where"),
    [planted[1:] for planted in PLANTED],
    ids=[planted[0] for planted in PLANTED],
)
def test_a_planted_fault_is_found_where_it_is(changes, around, code, where):
    findings = lint_item(item(**changes), context(**around))
    assert (f"catalogue.{code}", where) in {(f.code, f.where) for f in findings}


def test_every_lint_has_a_planted_fault():
    planted = {f"catalogue.{code}" for _, _, _, code, _ in PLANTED}
    assert planted == {lint.code for lint in LINTS}


def test_every_finding_says_what_and_how_to_mend_in_both_languages():
    for _, changes, around, _, _ in PLANTED:
        for finding in lint_item(item(**changes), context(**around)):
            for text in (finding.message, finding.mend):
                assert len(text.entries) == 2, finding
                assert all(words for _, words in text.entries), finding


def test_all_faults_are_told_at_once():
    bent = item(handling=None, visits=None, audiences=[], summary=None)
    codes = {finding.code for finding in lint_item(bent, context())}
    wanted = {"handling_missing", "visits_missing", "audience_missing", "summary_missing"}
    assert {f"catalogue.{code}" for code in wanted} <= codes


def test_a_number_without_its_unit_is_no_time():
    with pytest.raises(ValidationError, match="working-days"):
        item(committed="20")


def test_what_is_unknown_around_an_item_is_not_a_fault():
    blind = dict.fromkeys(("element_sources", "sources", "form_elements", "table_elements", "certificate_names", "certificate_lines", "agency_lines", "flows", "theme_sides", "agencies", "regions"))  # fmt: skip
    assert lint_item(item(), replace(context(), **blind)) == ()


def test_net_only_is_lawful_when_an_article_says_so():
    lawful = item(handling_forms=["pc"], net_only_article=LAW)
    assert lint_item(lawful, context()) == ()


def test_a_certificate_the_pack_does_not_know_may_be_asked_for():
    other = context(certificate_names={CERTIFICATE: "营业执照", "food-licence": "食品经营许可证"})
    assert lint_item(item(**part("materials", 1, name=words("租赁合同"))), other) == ()


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_promise_in_working_days_is_judged_without_favour(promised, allowed):
    """If the lint lets a mixed promise pass, no placing of weekends breaks it."""
    promise, law = Span(promised, SpanUnit.WORKING_DAY), Span(allowed, SpanUnit.NATURAL_DAY)
    findings = lint_item(item(committed=str(promise), statutory=str(law)), context())
    passed = "catalogue.committed_over_statutory" not in {f.code for f in findings}
    for weekday in range(7):
        days, left, day = 0, promised, weekday
        while left:
            day = (day + 1) % 7
            days += 1
            left -= day < 5
        assert shortest_hours(promise) <= days * 24 <= longest_hours(promise)
        if passed:
            assert days <= allowed
