"""Rows of an imported file and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongban.jurisdiction.views import RejectedRow
from tongban.kernel.text import Text

Row = tuple[int, Mapping[str, str]]
"""Line number in the file (the header is line 1) and cells by column, stripped."""

Header = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadRow(Exception):
    """A row that cannot be taken."""

    reason: Text
    mend: Text

    def rejected(self, line: int, key: str) -> RejectedRow:
        """As the report lists it."""
        return RejectedRow(line, key, self.reason, self.mend)


def bad(zh: str, en: str, mend_zh: str = "", mend_en: str = "") -> BadRow:
    """A BadRow in both languages."""
    return BadRow(
        Text.of(zh, en),
        Text.of(
            mend_zh or "请改正这一行后重新导入。", mend_en or "Correct the row and import again."
        ),
    )


def read_date(text: str) -> date:
    """An ISO date; BadRow otherwise."""
    try:
        if len(text) != len("2026-01-01"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise bad(
            f"“{text}”不是日期。",
            f"'{text}' is not a date.",
            "写成 2026-01-31。",
            "Write 2026-01-31.",
        ) from None


def digits(text: str, length: int) -> str:
    """Exactly so many ASCII digits; BadRow otherwise."""
    if len(text) != length or not (text.isascii() and text.isdigit()):
        raise bad(
            f"“{text}”不是{length}位数字代码。", f"'{text}' is not a code of {length} digits."
        )
    return text


def required(row: Mapping[str, str], column: str) -> str:
    """A cell that must not be empty; BadRow otherwise."""
    value = row.get(column, "")
    if not value:
        raise bad(f"“{column}”是空的。", f"'{column}' is empty.")
    return value
