"""Mistakes in how an item is handled, ends, costs and is reached."""

from __future__ import annotations

from tests.packs.planting import Planted, add, drop, swap

_APPLY = "items/juzhuzheng-shenling.yaml"
_FOOD = "items/shipin-jingying.yaml"
_FILING = "items/yubaozhuang-beian.yaml"
_BIRTH = "items/chusheng-dengji.yaml"
_HEALTH = "items/yibao-canbao.yaml"
_CARD = "items/shebaoka-shenling.yaml"
_OLD_AGE = "items/gaoling-jintie.yaml"
_MARRIAGE = "items/jiehun-dengji.yaml"
_INJURY = "items/gongshang-rending.yaml"
_HYGIENE = "items/gonggong-changsuo-weisheng.yaml"
_JOBLESS = "items/shiye-dengji.yaml"
_FREELANCE = "items/linghuo-canbao.yaml"
_ID_CARD = "items/shenfenzheng-huanling.yaml"
_DRIVING = "items/jiashizheng-huanzheng.yaml"
_SIGN = "items/huwai-zhaopai.yaml"
_LIVING = "items/zuidi-shenghuo-baozhang.yaml"
_FIRST = "code: "
_BARE = "items/bare.yaml"

SERVICE = (
    # ways
    Planted("catalogue.visits_missing", _FILING, drop("visits"), _FIRST),
    Planted("catalogue.visits_without_reason", _ID_CARD, drop("in_person_reason"), _FIRST),
    Planted(
        "catalogue.in_person_without_visit",
        _MARRIAGE,
        swap("visits: 1", "visits: 0"),
        "visits: 0",
    ),
    Planted(
        "catalogue.in_person_law_not_cited",
        "items/divorce.yaml",
        add("code: divorce\nname: {zh-Hans: 离婚登记, en: Registration of a divorce}\n"),
        _FIRST,
    ),
    Planted(
        "catalogue.no_visit_no_net_no_post",
        _FREELANCE,
        swap("online: true", "online: false"),
        "visits: 0",
    ),
    Planted(
        "catalogue.fully_online_with_visits",
        _DRIVING,
        swap("visits: 0", "visits: 2\nin_person_reason: {zh-Hans: 核对, en: Check}"),
        "visits: 2",
    ),
    Planted(
        "catalogue.net_only",
        _HEALTH,
        swap("handling_forms: [window, pc, mobile]", "handling_forms: [pc, mobile]"),
        "handling_forms: [pc, mobile]",
    ),
    Planted(
        "catalogue.in_person_but_net_only",
        _ID_CARD,
        swap("handling_forms: [window, pc, mobile]", "handling_forms: [mobile]"),
        "handling_forms: [mobile]",
    ),
    Planted("catalogue.handling_forms_missing", _JOBLESS, drop("handling_forms"), _FIRST),
    Planted("catalogue.online_without_entry", _LIVING, drop("form"), "online: true"),
    # results and flow
    Planted(
        "catalogue.result_kind_and_name_disagree",
        _FOOD,
        swap(
            "  - kind: certificate\n    name: {zh-Hans: 食品经营许可证",
            "  - kind: other\n    name: {zh-Hans: 食品经营许可证",
        ),
        "kind: other",
    ),
    Planted("catalogue.result_missing", _BIRTH, drop("results"), _FIRST),
    Planted(
        "catalogue.result_without_sample",
        _OLD_AGE,
        swap("    sample: gaoling-jintie-notice\n", ""),
        "kind: other",
    ),
    Planted("catalogue.steps_missing", _OLD_AGE, drop("steps"), _FIRST),
    Planted(
        "catalogue.licence_flow_incomplete", _FOOD, swap("kind: approve", "kind: review"), "steps:"
    ),
    Planted("catalogue.licence_without_faq", _HYGIENE, drop("faqs"), _FIRST),
    Planted("catalogue.remedy_missing", _LIVING, drop("remedies"), _FIRST),
    # money
    Planted("catalogue.fee_without_line", _SIGN, add("charged: true\n"), "charged: true"),
    Planted(
        "catalogue.fee_without_basis",
        _ID_CARD,
        swap("    article: shenfenzheng-fa/20@2011-10-29\n    reducible", "    reducible"),
        "- name:",
    ),
    Planted("catalogue.fee_without_payment_way", _ID_CARD, drop("payment_ways"), _FIRST),
    Planted(
        "catalogue.online_payment_without_amount",
        _ID_CARD,
        swap("    amount: '40.00'\n", ""),
        "- name:",
    ),
    Planted("catalogue.free_but_pays_online", _CARD, add("pays_online: true\n"), "pays_online"),
    # contact
    Planted("catalogue.audience_missing", _LIVING, drop("audiences"), _FIRST),
    Planted(
        "catalogue.theme_and_audience_disagree",
        _INJURY,
        swap(", firm.people]", "]"),
        "themes:",
    ),
    Planted("catalogue.theme_unknown", _DRIVING, swap("person.traffic", "person.cars"), "themes:"),
    Planted("catalogue.phone_missing", _DRIVING, drop("complaint_phone"), _FIRST),
    Planted(
        "catalogue.phones_equal",
        _FILING,
        swap('complaint_phone: "12315"', "complaint_phone: 000-88010241"),
        "complaint_phone",
    ),
    Planted("catalogue.window_without_place", _APPLY, drop("places"), _FIRST),
    Planted(
        "catalogue.region_unknown",
        _MARRIAGE,
        swap('region: "990102"', 'region: "990199"'),
        'region: "990199"',
    ),
    Planted("catalogue.agency_unknown", _BARE, add(""), "agency:"),
    Planted("catalogue.agency_code_faulty", _BARE, add(""), "agency:"),
)
