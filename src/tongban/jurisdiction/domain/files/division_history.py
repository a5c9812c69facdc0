"""County-level codes since 1981 with what became of them.

Years only are known; a period starts and ends on 1 January. The column ``新代码`` reads
``130102;130108[2001]``: without a year the successor came when the code was retired, with a year a
part went over in that year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tongban.jurisdiction.domain.files.rows import BadRow, Header, Row, bad, digits, required
from tongban.jurisdiction.domain.history import Succession, overlaps
from tongban.jurisdiction.domain.records import DivisionRecord
from tongban.jurisdiction.views import DivisionLevel, RejectedRow
from tongban.kernel.text import Text

CODE, NAME, LEVEL, STATE = "代码", "名称", "级别", "状态"
SINCE, UNTIL, NEXT = "启用时间", "变更/弃用时间", "新代码"
HEADER: Header = (CODE, "一级行政区", "二级行政区", NAME, LEVEL, STATE, SINCE, UNTIL, NEXT)
_LEVELS = {
    "省级": DivisionLevel.PROVINCE,
    "地级": DivisionLevel.CITY,
    "县级": DivisionLevel.COUNTY,
}
_LIVING, _RETIRED = "在用", ("弃用", "变更")
_STEP = re.compile(r"([0-9]{6})(?:\[([0-9]{4})\])?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A readable row: where it stands, its period and the successions it names."""

    line: int
    record: DivisionRecord
    steps: tuple[Succession, ...]

    @property
    def valid_from(self) -> date:
        """For the comparison of periods."""
        return self.record.valid_from

    @property
    def valid_until(self) -> date | None:
        """For the comparison of periods."""
        return self.record.valid_until


def read_history(
    rows: Iterable[Row],
) -> tuple[list[DivisionRecord], list[Succession], list[RejectedRow]]:
    """Periods, successions, and every row that cannot be taken.

    When periods of one code overlap, or one of its rows is unreadable, no row of that code is
    taken: half a history would be a wrong one.
    """
    lines: dict[str, list[_Line]] = defaultdict(list)
    rejected: list[RejectedRow] = []
    for number, row in rows:
        try:
            read = _line(number, row)
            lines[read.record.code].append(read)
        except BadRow as fault:
            rejected.append(fault.rejected(number, row.get(CODE, "")))
    broken = {entry.key for entry in rejected} & lines.keys()
    for code in sorted(broken):
        rejected.extend(_incomplete(line) for line in lines.pop(code))
    for code in [code for code, periods in lines.items() if overlaps(periods)]:
        rejected.extend(_overlapping(line) for line in lines.pop(code))
    return _complete(lines, rejected)


def _complete(
    lines: dict[str, list[_Line]], rejected: list[RejectedRow]
) -> tuple[list[DivisionRecord], list[Succession], list[RejectedRow]]:
    """Parents for what was read; successors nobody knows are told, their row is kept."""
    known = lines.keys()
    records, steps = [], []
    for line in sorted((line for each in lines.values() for line in each), key=lambda x: x.line):
        records.append(_with_parent(line.record, known))
        for step in line.steps:
            if step.successor in known:
                steps.append(step)
            else:
                fault = bad(
                    f"新代码 {step.successor} 不在文件中，这一条去向没有记入。",
                    f"The successor {step.successor} is not in the file; this step was left out.",
                )
                rejected.append(fault.rejected(line.line, line.record.code))
    return records, list(dict.fromkeys(steps)), sorted(rejected, key=lambda entry: entry.line)


def _line(number: int, row: Mapping[str, str]) -> _Line:
    code = digits(required(row, CODE), 6)
    level = _LEVELS.get(required(row, LEVEL))
    if level is None:
        raise bad(f"不认识的级别“{row[LEVEL]}”。", f"Unknown level '{row[LEVEL]}'.")
    state = required(row, STATE)
    if state != _LIVING and state not in _RETIRED:
        raise bad(f"不认识的状态“{state}”。", f"Unknown state '{state}'.")
    since, until = _year(required(row, SINCE)), _end(row, state)
    if until is not None and until <= since:
        raise bad("终止年份不在启用年份之后。", "It ends no later than it begins.")
    record = DivisionRecord(code, since, until, Text.of(required(row, NAME)), level, "")
    return _Line(number, record, _steps(code, row.get(NEXT, ""), until))


def _end(row: Mapping[str, str], state: str) -> date | None:
    written = row.get(UNTIL, "")
    if state == _LIVING and written:
        raise bad("在用的代码不应有终止年份。", "A code in use must not have an end.")
    if state != _LIVING and not written:
        raise bad("停用的代码缺少终止年份。", "A retired code needs the year of its end.")
    return _year(written) if written else None


def _year(text: str) -> date:
    number = int(digits(text, 4))
    if not 1949 <= number <= 2200:
        raise bad(f"年份 {text} 不可能。", f"The year {text} is not possible.")
    return date(number, 1, 1)


def _steps(code: str, text: str, until: date | None) -> tuple[Succession, ...]:
    steps = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        found = _STEP.fullmatch(part)
        if found is None:
            raise bad(
                f"新代码“{part}”无法读懂。",
                f"The successor '{part}' cannot be read.",
                "写成 130102 或 130102[2001]，多个用分号隔开。",
                "Write 130102 or 130102[2001], several with semicolons between.",
            )
        if found[2]:
            steps.append(Succession(code, found[1], _year(found[2]), partial=True))
        elif until is not None:
            steps.append(Succession(code, found[1], until))
        else:
            raise bad(
                f"在用的代码写了没有年份的新代码 {part}。",
                f"A code in use names the successor {part} without a year.",
            )
    return tuple(steps)


def _with_parent(record: DivisionRecord, known: Collection[str]) -> DivisionRecord:
    """The city above a county when it has ever had a code, else the province (省直辖)."""
    if record.level is DivisionLevel.PROVINCE:
        return record
    city, province = f"{record.code[:4]}00", f"{record.code[:2]}0000"
    below_city = record.level is DivisionLevel.COUNTY and city in known
    return replace(record, parent_code=city if below_city else province)


def _incomplete(line: _Line) -> RejectedRow:
    fault = bad(
        "同一代码的另一行有错，整段沿革没有导入。",
        "Another row of this code is faulty; its whole history was left out.",
        "先改正那一行。",
        "Correct that row first.",
    )
    return fault.rejected(line.line, line.record.code)


def _overlapping(line: _Line) -> RejectedRow:
    fault = bad("同一代码的各段有效期互相重叠。", "Periods of this code overlap.")
    return fault.rejected(line.line, line.record.code)
