"""Mistakes in what hangs together, and on the other shelves."""

from __future__ import annotations

from tests.packs.planting import Planted, add, drop, swap

_RENEW = "items/juzhuzheng-qianzhu.yaml"
_APPLY = "items/juzhuzheng-shenling.yaml"
_COMPANY = "items/gongsi-sheli.yaml"
_HEALTH = "items/yibao-canbao.yaml"
_OLD_AGE = "items/gaoling-jintie.yaml"
_MARRIAGE = "items/jiehun-dengji.yaml"
_INJURY = "items/gongshang-rending.yaml"
_HYGIENE = "items/gonggong-changsuo-weisheng.yaml"
_JOBLESS = "items/shiye-dengji.yaml"
_SIGN = "items/huwai-zhaopai.yaml"
_JOINT = "flows/huwai-zhaopai.yaml"
_FIRST = "code: "
_BARE = "items/bare.yaml"

LINKS = (
    Planted(
        "benefits.link_unknown",
        "benefits/gaoling-jintie.yaml",
        swap("people: population", "people: census"),
        "people:",
    ),
    Planted(
        "benefits.row_without_amount",
        "benefits/gaoling-jintie.yaml",
        swap(", due-100: '600.00'", ""),
        "amounts:",
    ),
    Planted(
        "benefits.amount_without_row",
        "benefits/shiye-baoxianjin.yaml",
        swap("{due: ", "{paid: '9.00', due: "),
        "amounts:",
    ),
    Planted(
        "benefits.amount_not_payable",
        "benefits/shiye-baoxianjin.yaml",
        swap("'1500.00'", "'0.001'"),
        "amounts:",
    ),
    # links
    Planted(
        "catalogue.term_without_later",
        "items/zuidi-shenghuo-baozhang.yaml",
        swap("necessity: later", "necessity: required"),
        "later_within:",
    ),
    Planted(
        "catalogue.locked_element_drifts",
        _RENEW,
        add("name: {zh-Hans: 居住证年审, en: Yearly check}\n"),
        "name: {zh-Hans: 居住证年审",
    ),
    Planted("catalogue.basic_unknown", _BARE, add(""), _FIRST),
    Planted("catalogue.level_not_allowed", _APPLY, swap("level: county", "level: city"), "level"),
    Planted("catalogue.code_disagrees", _HEALTH, swap("level: city", "level: county"), _FIRST),
    Planted("catalogue.form_unknown", _SIGN, swap("form: huwai-zhaopai", "form: zhaopai"), "form:"),
    Planted("catalogue.flow_unknown", _OLD_AGE, add("flow: nowhere\n"), "flow:"),
    Planted(
        "cases.flow.agency_unknown",
        _JOINT,
        swap('agencies: ["119901000001018134"]', 'agencies: ["990000"]'),
        "990000",
    ),
    Planted(
        "cases.flow.waits_for_ever",
        _JOINT,
        # A choice, not a split: the other branch never comes.
        swap("kind: parallel", "kind: choice"),
        "together",
    ),
    Planted(
        "cases.flow.dead_end",
        _JOINT,
        swap("    next: [decide]\n    returns: [check]\n", ""),
        "settle",
    ),
    Planted("cases.flow.outcome_never_given", _JOINT, swap("when: agreed", "when: well"), "agreed"),
    Planted(
        "catalogue.decision_table_unknown",
        _OLD_AGE,
        swap("decision_table: gaoling-jintie", "decision_table: none"),
        "decision_table:",
    ),
    Planted(
        "catalogue.certificate_type_unknown",
        _MARRIAGE,
        swap("    certificate_type: jiehun-zheng", "    certificate_type: jiehun"),
        "certificate_type: jiehun",
    ),
    Planted(
        "catalogue.certificate_of_another_line",
        "certificate-types/gonggong-changsuo-weisheng.yaml",
        swap("issuer_line: health", "issuer_line: culture"),
        "certificate_type: gonggong-changsuo-weisheng",
        reported_in="items/gonggong-changsuo-weisheng.yaml",
    ),
    Planted(
        "catalogue.rules_read_undeclared",
        _JOBLESS,
        swap("  - element: person.birth_date\n", "  - element: person.sex\n"),
        "needs:",
    ),
    Planted(
        "catalogue.need_not_used",
        _COMPANY,
        swap("needs:\n", "needs:\n  - element: person.residence.still_here\n"),
        "element: person.residence.still_here",
    ),
    Planted(
        "catalogue.material_twice",
        _HYGIENE,
        swap("- code: test-report", "- code: layout"),
        "code: layout",
    ),
    Planted(
        "catalogue.situation_names_unknown_material",
        _APPLY,
        swap("materials: [id-card, portrait, school]", "materials: [id-card, photo]"),
        "materials: [id-card, photo]",
    ),
    Planted("catalogue.materials_missing", _RENEW, drop("no_materials"), _FIRST),
    Planted("catalogue.name_missing", _BARE, add(""), _FIRST),
    Planted(
        "catalogue.optional_material_never_asked",
        _INJURY,
        swap("employment, diagnosis, traffic]", "employment, diagnosis]"),
        "necessity: optional",
    ),
    Planted("catalogue.commitment_without_words", _HYGIENE, drop("commitment"), _FIRST),
    Planted(
        "catalogue.intermediary_without_basis",
        _COMPANY,
        add("intermediaries:\n  - name: {zh-Hans: 验资, en: Audit}\n"),
        "验资",
    ),
    # the other shelves
    Planted(
        "agencies.parent_unknown",
        "agencies/mzj-990102.yaml",
        swap("parent: mzt-990000", "parent: mzt-999999"),
        "parent: mzt-999999",
    ),
    Planted(
        "agencies.code_wrong",
        "agencies/cgj-990102.yaml",
        swap("code: 11990102000102613W", "code: 11990102000102613X"),
        "code:",
    ),
    Planted(
        "elements.agency_unknown",
        "sources/hygiene.yaml",
        swap("agency: wjw-990000", "agency: wjw-999999"),
        "agency: wjw-999999",
    ),
    Planted(
        "elements.code_list_unknown",
        "elements/person-driving.yaml",
        swap("code_list: driver-class", "code_list: driver-kind"),
        "code_list: driver-kind",
    ),
    Planted(
        "forms.element_unknown",
        "forms/shebaoka-shenling.yaml",
        swap("element: person.sex", "element: person.gender"),
        "element: person.gender",
    ),
    Planted(
        "decisions.condition_broken",
        "decisions/gaoling-jintie.yaml",
        swap("when: age < 80", "when: aeg < 80"),
        "aeg < 80",
    ),
    Planted(
        "decisions.element_unknown",
        "decisions/yibao-canbao.yaml",
        swap("element: person.alive", "element: person.live"),
        "person.live",
    ),
    Planted(
        "decisions.never_passes",
        "decisions/linghuo-canbao.yaml",
        swap("outcome: pass", "outcome: to-person"),
        "rows:",
    ),
    Planted(
        "certificates.layout_name_unknown",
        "certificate-types/huwai-zhaopai.yaml",
        swap("设置位置：{place}", "设置位置：{spot}"),
        "{spot}",
    ),
    Planted(
        "certificates.field_name_taken",
        "certificate-types/huwai-zhaopai.yaml",
        swap("name: size", "name: status"),
        "name: status",
    ),
    Planted(
        "certificates.table_line_without_label",
        "certificate-types/huwai-zhaopai.yaml",
        swap("尺寸：{size}", "尺寸 {size}"),
        "尺寸 {size}",
    ),
    Planted(
        "certificates.element_unknown",
        "certificate-types/juzhuzheng.yaml",
        swap("element: person.sex", "element: person.gender"),
        "person.gender",
    ),
    Planted(
        "jurisdiction.division_missing",
        "divisions/anhe.yaml",
        swap('code: "990102", since', 'code: "990199", since'),
        "990199",
    ),
    Planted(
        "jurisdiction.day_outside_year",
        "calendars/default.yaml",
        swap("first: 2027-01-01", "first: 2028-01-01"),
        "元旦（暂定）",
    ),
    # the shape of any file
    Planted(
        "content.key_unknown", "themes/themes.yaml", swap("  order: 80", "  oder: 80"), "oder: 80"
    ),
    Planted(
        "content.value_wrong",
        "laws/minfa-dian.yaml",
        swap("valid_from: 2021-01-01", "valid_from: 1 January 2021"),
        "1 January 2021",
    ),
    Planted("content.tab_used", "synonyms/more.yaml", add("- code: a\n\tsay: [甲]\n"), "say"),
)
