"""The fields of each kind of row, and what must agree between them (GB/T 39046-2020, table 4 on).

Names are those of the national exchange tables; code lists are annex A and one province's enums.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tongban.federation.domain import row_checks as must
from tongban.federation.domain.row_checks import REQUIRED, Check, FieldRule, RowFault
from tongban.kernel.text import Text
from tongban_wire.rows import RowKind

ITEM_TYPES = {
    "00": "行政权力", "01": "行政许可", "02": "行政处罚", "03": "行政强制", "04": "行政征收",
    "05": "行政给付", "06": "行政检查", "07": "行政确认", "08": "行政奖励", "09": "行政裁决",
    "10": "其他", "20": "公共服务",
}  # fmt: skip
LEVELS = {
    "1": "国家级", "2": "省级", "3": "市级", "4": "县级", "5": "镇（乡、街道）", "6": "村（社区）",
    "7": "分级管理",
}  # fmt: skip
BODIES = {"1": "法定机关", "2": "授权组织", "3": "受委托组织", "9": "其他"}
APPLICANTS = {
    "1": "自然人", "2": "企业法人", "3": "事业法人", "4": "社会组织法人", "5": "行政机关",
    "6": "其他组织",
}  # fmt: skip
CASE_TYPES = {"1": "即办件", "2": "承诺件", "9": "其他"}
ITEM_STATES = {"1": "在用", "2": "暂停", "3": "取消", "4": "草稿"}
ORIGINS = {
    "0": "部门系统窗口", "1": "计算机端", "2": "移动端", "3": "上级交办", "4": "下级报送",
    "5": "同级转办", "8": "线下一窗", "9": "线上一窗",
}  # fmt: skip
CASE_STATES = {
    "02": "收件", "05": "受理", "06": "补齐补正", "07": "不予受理", "10": "办结", "11": "挂起",
    "12": "在办", "13": "退件",
}  # fmt: skip
RESULTS = {"0": "出证办结", "1": "退回办结", "2": "作废办结", "6": "办结"}
CERTIFICATE_STATES = {
    "01": "有效", "02": "暂扣", "03": "撤销", "04": "注销", "05": "失效", "06": "转出",
    "07": "吊销", "99": "其他",
}  # fmt: skip


def _rule(
    name: str, zh: str, en: str, check: Check, code: str = "shape", *, required: bool = True
) -> FieldRule:
    return FieldRule(name, Text.of(zh, en), required, check, code)


_ITEM = (
    _rule("task_code", "实施编码", "implementing code", must.task, "check"),
    _rule("catalog_code", "基本编码", "basic code", must.basic, "check", required=False),
    _rule("task_name", "事项名称", "name of the item", must.words(200), "length"),
    _rule("task_version", "事项版本号", "version", must.whole),
    _rule("task_type", "事项类型", "type of item", must.listed(ITEM_TYPES), "code_list"),
    _rule("task_state", "事项状态", "state of the item", must.listed(ITEM_STATES), "code_list"),
    _rule("use_level", "行使层级", "level", must.listed(LEVELS), "code_list", required=False),
    _rule("dept_code", "实施主体编码", "code of the body", must.body, "check"),
    _rule("dept_name", "实施主体", "implementing body", must.words(200), "length"),
    _rule("dept_type", "实施主体性质", "nature of the body", must.listed(BODIES), "code_list"),
    _rule("project_type", "办件类型", "type of case", must.listed(CASE_TYPES), "code_list"),
    _rule("area_code", "行政区划", "division", must.division),
    _rule("limit_scene_num", "到办事现场次数", "trips to an office", must.whole),
)
_CASE = (
    _rule("project_no", "办件编号", "number of the case", must.words(50), "length"),
    _rule("task_code", "实施编码", "implementing code", must.task, "check"),
    _rule("task_name", "事项名称", "name of the item", must.words(200), "length"),
    _rule("task_version", "事项版本号", "version", must.whole),
    _rule("applyer_name", "申请人（脱敏）", "applicant, masked", must.words(100), "length"),
    _rule("applyer_type", "申请人类型", "kind of applicant", must.listed(APPLICANTS), "code_list"),
    _rule("apply_date", "申请时间", "applied at", must.moment, "date"),
    _rule("apply_type", "申请方式", "way of applying", must.listed(ORIGINS), "code_list"),
    _rule("org_code", "受理机构编码", "code of the body", must.body, "check"),
    _rule("org_name", "受理机构", "body that accepts", must.words(200), "length"),
    _rule("area_code", "行政区划", "division", must.division),
    _rule("state", "办件状态", "state of the case", must.listed(CASE_STATES), "code_list"),
    _rule("accept_date", "受理时间", "accepted at", must.moment, "date", required=False),
    _rule("promise_date", "承诺办结时间", "promised by", must.moment, "date", required=False),
    _rule("result_date", "办结时间", "closed at", must.moment, "date", required=False),
    _rule("result_type", "办结结果", "result", must.listed(RESULTS), "code_list", required=False),
)
_CERTIFICATE = (
    _rule("certificate_number", "证照标识", "identifier", must.certificate, "check"),
    _rule("type_code", "证照类型代码", "type", must.words(64), "length"),
    _rule("name", "证照名称", "name of the certificate", must.words(200), "length"),
    _rule("issue_dept", "颁发机构", "issuer", must.words(200), "length"),
    _rule("issue_dept_code", "颁发机构编码", "code of the issuer", must.body, "check"),
    _rule("issue_date", "颁发时间", "issued at", must.moment, "date"),
    _rule("valid_from", "有效期起", "valid from", must.moment, "date"),
    _rule("valid_to", "有效期止", "valid until", must.moment, "date", required=False),
    _rule("status", "证照状态", "status", must.listed(CERTIFICATE_STATES), "code_list"),
)
FIELDS: Mapping[RowKind, tuple[FieldRule, ...]] = MappingProxyType(
    {RowKind.ITEM: _ITEM, RowKind.CASE: _CASE, RowKind.CERTIFICATE: _CERTIFICATE}
)
KEYS = MappingProxyType(
    {
        RowKind.ITEM: "task_code",
        RowKind.CASE: "project_no",
        RowKind.CERTIFICATE: "certificate_number",
    }
)
_IN_ORDER = {
    RowKind.ITEM: (),
    RowKind.CASE: (("apply_date", "accept_date"), ("accept_date", "result_date"),
                   ("apply_date", "result_date"), ("accept_date", "promise_date")),
    RowKind.CERTIFICATE: (("valid_from", "valid_to"),),
}  # fmt: skip
_LABELS = {(kind, rule.name): rule.label for kind, rules in FIELDS.items() for rule in rules}
_CLOSED = "10"


def label_of(kind: RowKind, field: str) -> Text:
    """A field in words; its name for one that is unknown."""
    return _LABELS.get((kind, field), Text.of(field, field))


def faults_of_row(
    kind: RowKind, key: str, values: Mapping[str, str], known_tasks: frozenset[str] | set[str]
) -> tuple[RowFault, ...]:
    """Everything wrong with a row, none for one that is accepted.

    ``known_tasks`` are the implementing codes of the platform's items that were accepted: a case of
    any other has no item to stand on.
    """
    faults = [fault for rule in FIELDS[kind] for fault in _of_field(rule, values)]
    strange = sorted(set(values) - {rule.name for rule in FIELDS[kind]})
    faults += [
        RowFault(name[:64], "unknown", Text.of("不是本表的字段", "no field of this table"))
        for name in strange
    ]
    wrong = {fault.field for fault in faults}
    good = {name: value for name, value in values.items() if value and name not in wrong}
    faults += _between(kind, good)
    if good.get(KEYS[kind], key) != key:
        said = Text.of("与本行的主键不一致", "not the key of this row")
        faults.append(RowFault(KEYS[kind], "key", said))
    if kind is RowKind.CASE and "task_code" in good and good["task_code"] not in known_tasks:
        said = Text.of("所属事项尚未汇聚或没有通过质检", "its item has not been accepted")
        faults.append(RowFault("task_code", "reference", said))
    return tuple(faults)


def _of_field(rule: FieldRule, values: Mapping[str, str]) -> tuple[RowFault, ...]:
    value = values.get(rule.name, "")
    if not value:
        return (RowFault(rule.name, "required", REQUIRED),) if rule.required else ()
    said = rule.check(value)
    return (RowFault(rule.name, rule.code, said),) if said else ()


def _between(kind: RowKind, good: Mapping[str, str]) -> list[RowFault]:
    """What must agree between fields that do by themselves."""
    faults = []
    for first, then in _IN_ORDER[kind]:
        earlier, later = must.read_moment(good.get(first, "")), must.read_moment(good.get(then, ""))
        if earlier and later and later < earlier:
            before = label_of(kind, first)
            said = Text.of(f"早于{before.zh}", f"before {before.en}")
            faults.append(RowFault(then, "order", said))
    if kind is RowKind.CASE and good.get("state") == _CLOSED:
        faults += [
            RowFault(name, "required", Text.of("办结的办件必须填写", "a closed case must have it"))
            for name in ("result_date", "result_type")
            if name not in good
        ]
    code = good.get("task_code", "")
    if kind is RowKind.ITEM and code and good.get("dept_code", code[:18]) != code[:18]:
        said = Text.of("与实施编码前18位不一致", "not the body in the implementing code")
        faults.append(RowFault("dept_code", "agree", said))
    issuer = good.get("certificate_number", "").split(".")[6:7]
    if issuer and good.get("issue_dept_code", issuer[0]) != issuer[0]:
        said = Text.of("与证照标识中的颁发机构不一致", "not the issuer in the identifier")
        faults.append(RowFault("issue_dept_code", "agree", said))
    return faults
