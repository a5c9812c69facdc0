"""What a field of a row must be: code lists, check digits, lengths, days. Each says its fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tongban.kernel.codes import CodeFault, certificate_id, item_code, uscc
from tongban.kernel.text import Text

Check = Callable[[str], Text | None]
REQUIRED = Text.of("必填项没有填写", "it must be filled in")


@dataclass(frozen=True, slots=True)
class RowFault:
    """One field that does not do: ``code`` is stable, ``reason`` is read by people."""

    field: str
    code: str
    reason: Text


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field 字段: its name in the exchange tables, in words, and what it must be."""

    name: str
    label: Text
    required: bool
    check: Check
    code: str


def listed(codes: Mapping[str, str]) -> Check:
    """A value of a code list; ``codes`` are the digits with their names."""

    def check(value: str) -> Text | None:
        known = "、".join(f"{digit} {name}" for digit, name in codes.items())
        said = Text.of(f"不是代码表中的值（{known}）", f"not in the code list ({', '.join(codes)})")
        return None if value in codes else said

    return check


def words(most: int) -> Check:
    """At most ``most`` characters."""

    def check(value: str) -> Text | None:
        said = Text.of(f"长度超过 {most} 个字符", f"longer than {most} characters")
        return None if len(value) <= most else said

    return check


def matching(pattern: str, zh: str, en: str) -> Check:
    """Text of one shape."""
    shape = re.compile(pattern, re.ASCII)

    def check(value: str) -> Text | None:
        return None if shape.fullmatch(value) else Text.of(zh, en)

    return check


def coded(parse: Callable[[str], object]) -> Check:
    """A code whose own parser accepts it."""

    def check(value: str) -> Text | None:
        try:
            parse(value)
        except CodeFault as fault:
            return fault.message
        return None

    return check


def task_code(value: str) -> object:
    """An implementing code of 31 characters, or a handling code of 33."""
    if len(value) == item_code.HANDLING_LENGTH:
        return item_code.parse_handling(value)
    return item_code.parse_implementing(value)


def moment(value: str) -> Text | None:
    """A day or a moment in ISO 8601, Beijing time."""
    return None if read_moment(value) else Text.of("不是日期或时间", "not a day or moment")


def read_moment(value: str) -> datetime | None:
    """The moment written, without a zone; None when it is none."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is None else None


body = coded(uscc.parse)
certificate = coded(certificate_id.parse)
basic = coded(item_code.parse_basic)
task = coded(task_code)
whole = matching("[0-9]{1,9}", "应为整数", "must be a whole number")
division = matching(
    "[0-9]{6}([0-9]{3}){0,2}",
    "应为6、9或12位行政区划代码",
    "must be a division code of 6, 9 or 12 digits",
)
