"""Code lists as flat files: ethnic groups (GB/T 3304) and countries (GB/T 2659, ISO 3166-1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tongban.jurisdiction.domain.files.rows import BadRow, Header, Row, bad, digits, required
from tongban.jurisdiction.domain.records import CodeRecord
from tongban.jurisdiction.views import RejectedRow
from tongban.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ListFile:
    """How a file of one shape becomes a code list."""

    scheme: str
    title: Text
    header: Header
    read: Callable[[Mapping[str, str]], CodeRecord]
    key: str


def read_code_list(
    shape: ListFile, rows: Iterable[Row]
) -> tuple[list[CodeRecord], list[RejectedRow]]:
    """The entries in file order and every row that cannot be taken (a code twice is one)."""
    found: dict[str, CodeRecord] = {}
    rejected: list[RejectedRow] = []
    for line, row in rows:
        try:
            record = shape.read(row)
            if record.code in found:
                raise bad(f"代码 {record.code} 出现两次。", f"The code {record.code} occurs twice.")
            found[record.code] = record
        except BadRow as fault:
            rejected.append(fault.rejected(line, row.get(shape.key, "")))
    return list(found.values()), rejected


def _letters(text: str, length: int) -> str:
    if not re.fullmatch(rf"[A-Z]{{{length}}}", text):
        raise bad(f"“{text}”不是{length}个大写字母。", f"'{text}' is not {length} capital letters.")
    return text


def _ethnicity(row: Mapping[str, str]) -> CodeRecord:
    alpha = _letters(required(row, "alpha"), 2)
    return CodeRecord(
        digits(required(row, "code"), 2), Text.of(required(row, "name")), {"alpha": alpha}
    )


def _country(row: Mapping[str, str]) -> CodeRecord:
    return CodeRecord(
        code=_letters(required(row, "alpha3"), 3),
        name=Text.of(required(row, "name_zh"), required(row, "name_en")),
        also={
            "alpha2": _letters(required(row, "alpha2"), 2),
            "numeric": digits(required(row, "numeric"), 3),
        },
    )


ETHNICITY = ListFile(
    scheme="gb-t-3304",
    title=Text.of("中国各民族名称", "Ethnic groups of China"),
    header=("code", "alpha", "name", "note"),
    read=_ethnicity,
    key="code",
)
COUNTRIES = ListFile(
    scheme="gb-t-2659",
    title=Text.of("世界各国和地区名称", "Countries and regions"),
    header=("alpha2", "alpha3", "numeric", "name_en", "name_zh"),
    read=_country,
    key="alpha3",
)
