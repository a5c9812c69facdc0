"""Its field names, states and formats, in the abbreviations such systems use."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "烟草专卖零售许可管理系统（演示）"
MOMENT = "%Y/%m/%d %H:%M:%S"
MOST_FILE_BYTES = 5 * 1024 * 1024
ITEM = "YC-LS-01"


@dataclass(frozen=True, slots=True)
class Column:
    """One field 字段 of its application form."""

    name: str
    label: str
    required: bool = True
    values: tuple[str, ...] = ()
    longest: int = 120


COLUMNS = (
    Column("qymc", "企业名称"),
    Column("tyshxydm", "统一社会信用代码", longest=18),
    Column("fddbr", "法定代表人"),
    Column("zcdz", "注册地址"),
    Column("jydz", "经营地址"),
    Column("jymj", "经营面积"),
    Column("lxr", "联系人"),
    Column("lxdh", "联系电话"),
    Column("sbrq", "申报日期"),
    Column("sbly", "申报来源", values=("1", "2", "9")),
    Column("ywlx", "业务类型", values=("XB", "YX")),
    Column("bz", "备注", required=False),
)

RECEIVED, TO_CORRECT, ACCEPTED, VISITED = "10", "15", "20", "30"
GRANTED, DENIED, NOT_ACCEPTED, TAKEN_BACK = "90", "91", "99", "00"
STATES = {
    RECEIVED: "已接收",
    TO_CORRECT: "退回补正",
    ACCEPTED: "已受理",
    VISITED: "实地勘验合格",
    GRANTED: "准予许可，已发证",
    DENIED: "不予许可",
    NOT_ACCEPTED: "不予受理",
    TAKEN_BACK: "已撤件",
}
NEXT = {
    RECEIVED: (ACCEPTED, TO_CORRECT, NOT_ACCEPTED),
    TO_CORRECT: (),
    ACCEPTED: (VISITED, DENIED),
    VISITED: (GRANTED, DENIED),
    GRANTED: (),
    DENIED: (),
    NOT_ACCEPTED: (),
    TAKEN_BACK: (),
}
"""What its clerks may do next; after ``TO_CORRECT`` it waits for the supplement."""
ENDED = frozenset({GRANTED, DENIED, NOT_ACCEPTED, TAKEN_BACK})
