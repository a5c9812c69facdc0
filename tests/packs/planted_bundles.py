"""Mistakes in bundles: steps, circles, results, questions."""

from __future__ import annotations

from tests.packs.planting import Planted, add, swap

_BIRTH = "bundles/xinsheng-er.yaml"
_START = "bundles/qiye-kaiban.yaml"
_RESTAURANT = "bundles/canyin-dian.yaml"
_SCHOOL = "bundles/jiaoyu-ruxue.yaml"
_HOME = "bundles/ershou-fang.yaml"
_CREDIT = "bundles/xinyong-xiufu.yaml"
_CLOSE = "bundles/qiye-zhuxiao.yaml"
_PARTED = "bundles/shenhou.yaml"
_RETIRED = "bundles/tuixiu.yaml"

BUNDLES = (
    Planted(
        "bundles.item_unknown",
        _CREDIT,
        add("  - {code: lost, item: 00000000000000000X4992000099000}\n"),
        "code: lost",
    ),
    Planted("bundles.lead_unknown", _SCHOOL, swap("lead: 1199", "lead: 9911"), "lead: 9911"),
    Planted(
        "bundles.form_unknown", _HOME, swap("side: person", "form: none\nside: person"), "form"
    ),
    Planted("bundles.step_unknown", _HOME, swap("after: [fangwu]", "after: [elsewhere]"), "shui"),
    Planted("bundles.step_twice", _SCHOOL, swap("code: xueji", "code: jiezhong"), "jiezhong"),
    Planted(
        "bundles.circle",
        _CLOSE,
        swap("- code: qingshui", "- after: [shebao]\n    code: qingshui"),
        "code: qingshui",
    ),
    Planted(
        "bundles.party_unknown",
        _PARTED,
        swap("- code: huohua", "- party: nobody\n    code: huohua"),
        "code: huohua",
    ),
    Planted(
        "bundles.question_missing",
        _BIRTH,
        swap("situation_from: parents", "situation_from: mood"),
        "code: hukou",
    ),
    Planted(
        "bundles.answer_unknown",
        _RESTAURANT,
        swap("is_in: [", "is_in: [perhaps, "),
        "code: xiaofang",
    ),
    Planted(
        "bundles.field_unknown", _BIRTH, swap("category: newborn", "colour: red"), "code: yibao"
    ),
    Planted(
        "bundles.situation_unknown",
        _RESTAURANT,
        swap("situation: food-service", "situation: picnic"),
        "code: shipin",
    ),
    Planted(
        "bundles.situation_missing",
        _START,
        swap("    situation_from: domicile\n", ""),
        "code: sheli",
    ),
    Planted("bundles.result_too_late", _START, swap("    after: [sheli]\n", ""), "code: gongzhang"),
    Planted("bundles.result_unknown", _BIRTH, swap("yixue.number", "yixue.colour"), "code: yibao"),
    Planted(
        "bundles.founds_nothing",
        _RETIRED,
        swap("- code: yibao", "- party: firm-of:yanglao\n    code: yibao"),
        "code: yibao",
    ),
    Planted(
        "bundles.unreachable",
        _RESTAURANT,
        add(
            "  - {code: never, item: 11990102000102613W4991000026000, after: [xiaofang],"
            " when: {field: gathering, is_in: ['no']}}\n"
        ),
        "code: never",
    ),
    Planted("bundles.same_unknown", _BIRTH, swap("yixue.child_sex", "yixue.child_colour"), "same"),
    Planted(
        "bundles.same_differs", _RESTAURANT, swap("xiaofang.area", "xiaofang.premises"), "same"
    ),
)
