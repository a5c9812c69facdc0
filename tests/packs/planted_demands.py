"""Mistakes in what an item rests on, asks, says and promises."""

from __future__ import annotations

from tests.packs.planting import Planted, add, drop, swap

_RENEW = "items/juzhuzheng-qianzhu.yaml"
_COMPANY = "items/gongsi-sheli.yaml"
_FOOD = "items/shipin-jingying.yaml"
_FILING = "items/yubaozhuang-beian.yaml"
_BIRTH = "items/chusheng-dengji.yaml"
_HEALTH = "items/yibao-canbao.yaml"
_CARD = "items/shebaoka-shenling.yaml"
_INJURY = "items/gongshang-rending.yaml"
_HYGIENE = "items/gonggong-changsuo-weisheng.yaml"
_JOBLESS = "items/shiye-dengji.yaml"
_FREELANCE = "items/linghuo-canbao.yaml"
_DRIVING = "items/jiashizheng-huanzheng.yaml"
_SIGN = "items/huwai-zhaopai.yaml"
_FIRST = "code: "
_BARE = "items/bare.yaml"

DEMANDS = (
    # law
    Planted(
        "laws.citation_not_found",
        _COMPANY,
        swap("tiaoli/8@2021-07-27", "tiaoli/800@2021-07-27"),
        "tiaoli/800@",
    ),
    Planted(
        "laws.citation_not_in_force",
        "laws/jiashizheng-guiding.yaml",
        swap("valid_from: 2025-01-01", "valid_from: 2025-01-01\n    valid_until: 2026-07-01"),
        "jiashizheng-guiding/63@2024-12-21",
        reported_in=_DRIVING,
    ),
    Planted(
        "laws.versions_overlap",
        "laws/xuke-fa.yaml",
        add(
            "  - version: 2003-08-27\n    valid_from: 2004-07-01\n    articles:\n"
            "      - article: 1\n        text_kind: summary\n"
            "        text: {zh-Hans: 旧文本, en: An older text}\n"
        ),
        "valid_from: 2019-04-23",
    ),
    Planted(
        "catalogue.basis_missing",
        _BARE,
        add("code: 11990102000000000X4991000099000\nagency: 11990102000000000X\n"),
        _FIRST,
    ),
    Planted(
        "catalogue.material_without_basis",
        _SIGN,
        swap("    article: shili-shirong-tiaoli/18@2024-03-01\n    help", "    help"),
        "code: picture",
    ),
    Planted(
        "catalogue.condition_without_basis",
        _SIGN,
        swap("    article: shili-shirong-tiaoli/18@2024-03-01\nmaterials:", "materials:"),
        "- text:",
    ),
    # collect once
    Planted(
        "catalogue.typed_only",
        _RENEW,
        swap(
            "  - element: person.permit.number\n    source: residence-permit\n",
            "  - element: person.permit.number\n",
        ),
        "element: person.permit.number",
    ),
    Planted(
        "catalogue.held_material_not_sourced",
        _HYGIENE,
        swap(
            "    source: firms\n    elements: [firm.uscc, firm.status]\n"
            "    satisfied_by: yingye-zhizhao\n",
            "    elements: [firm.uscc, firm.status]\n",
        ),
        "code: licence",
    ),
    Planted(
        "catalogue.source_without_fallback",
        _FILING,
        swap(
            "    source: firms\n    fallback: {zh-Hans: 登记里没有时，由您填写。,"
            " en: 'When it is not on record, you fill it in.'}\n",
            "    source: firms\n",
        ),
        "element: firm.name",
    ),
    Planted(
        "catalogue.source_without_dispute",
        _COMPANY,
        swap("    dispute: {zh-Hans: 直接改写即可。, en: Simply write it anew.}\n", ""),
        "element: person.contact.phone",
    ),
    Planted(
        "catalogue.source_unknown",
        _BIRTH,
        swap("    source: birth-medical\n    elements", "    source: birth-place\n    elements"),
        "source: birth-place",
    ),
    Planted(
        "catalogue.source_wrong",
        _CARD,
        swap(
            "  - element: person.sex\n    source: population",
            "  - element: person.sex\n    source: hukou",
        ),
        "source: hukou",
    ),
    Planted(
        "catalogue.element_unknown",
        _INJURY,
        swap("person.insurance.employer_code]", "person.insurance.boss]"),
        "elements:",
    ),
    Planted(
        "catalogue.form_asks_undeclared",
        _FREELANCE,
        swap("  - element: person.contact.phone\n", "  - element: person.contact.mail_address\n"),
        "needs:",
    ),
    # wording
    Planted("catalogue.summary_missing", _JOBLESS, drop("summary"), _FIRST),
    Planted(
        "catalogue.catch_all",
        _FOOD,
        swap("zh-Hans: 食品安全规章制度", "zh-Hans: 法律法规规定的其他材料"),
        "其他材料",
    ),
    Planted(
        "catalogue.language_missing",
        _CARD,
        swap("  en: 'Your first social security card:", "  fr: 'Votre carte:"),
        "summary:",
    ),
    Planted(
        "catalogue.name_too_long",
        _HEALTH,
        add("handling_name: {zh-Hans: " + "长" * 201 + ", en: Long}\n"),
        "handling_name:",
    ),
    # time
    Planted(
        "catalogue.instant_and_promise_disagree",
        _RENEW,
        swap("committed: immediate", "committed: 2 working-days"),
        "committed: 2 working-days",
    ),
    Planted(
        "catalogue.committed_over_statutory",
        _SIGN,
        swap("\ncommitted: 3 working-days", "\ncommitted: 4 working-days"),
        "committed: 4 working-days",
    ),
    Planted("catalogue.committed_missing", _COMPANY, drop("committed"), _FIRST),
    Planted("catalogue.handling_missing", _BIRTH, drop("handling"), _FIRST),
    Planted("catalogue.licence_without_statutory_time", _HYGIENE, drop("statutory"), _FIRST),
    Planted(
        "catalogue.special_procedure_incomplete",
        _INJURY,
        swap("    max_span: 180 natural-days\n", ""),
        "kind: awaiting-authority",
    ),
)
