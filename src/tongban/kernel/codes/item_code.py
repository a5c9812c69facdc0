"""事项编码, service item codes: 基本编码 basic, 实施编码 implementing, 业务办理项编码 handling.

The inner ten digits of a basic code are printed in DB52/T 1264-2018; the lengths of 31 and 33 are
those of live provincial catalogues (GB/T 39046 prints older, shorter ones).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tongban.kernel.codes import uscc
from tongban.kernel.codes.fault import CodeFault, Fault, refuse_if_any
from tongban.kernel.text import Text

BASIC_LENGTH, IMPLEMENTING_LENGTH, HANDLING_LENGTH = 12, 31, 33
_COMPARE = Text.of("请对照事项目录核对编码。", "Compare it with the catalogue of items.")


@dataclass(frozen=True, slots=True)
class BasicCode:
    """``province`` (``00`` national), ``item_type`` (GB/T 39046 A.1), main item, sub-item.

    A ``sub`` of ``000`` says the main item has no sub-items.
    """

    code: str
    province: str
    item_type: str
    main: str
    sub: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class ImplementingCode:
    """Which body (``agency``, its USCC) does which basic item at which level 行使层级 (1 to 7)."""

    code: str
    agency: uscc.Uscc
    level: str
    basic: BasicCode

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class HandlingCode:
    """One way of handling an implementing item (new, change, renew, cancel): two more digits."""

    code: str
    implementing: ImplementingCode
    sequence: str

    def __str__(self) -> str:
        return self.code


def parse_basic(code: str) -> BasicCode:
    """Read 12 digits; CodeFault otherwise."""
    refuse_if_any(_basic_faults(code))
    return BasicCode(code, code[:2], code[2:4], code[4:9], code[9:])


def parse_implementing(code: str) -> ImplementingCode:
    """Read 31 characters; CodeFault with the faults of every part (agency, level, basic)."""
    refuse_if_any(_length_faults(code, IMPLEMENTING_LENGTH, "实施编码", "implementing code"))
    agency, faults = _agency(code[:18])
    if code[18] not in "1234567":
        message = Text.of(
            f"第19位行使层级应为1至7，现在是 {code[18]}。",
            f"Character 19, the level, must be 1 to 7; it is {code[18]}.",
        )
        faults.append(Fault("item_code.level", message, _COMPARE))
    faults.extend(_basic_faults(code[19:]))
    if agency is None or faults:
        raise CodeFault(faults)
    return ImplementingCode(code, agency, code[18], parse_basic(code[19:]))


def parse_handling(code: str) -> HandlingCode:
    """Read 33 characters; CodeFault with the faults of every part."""
    refuse_if_any(_length_faults(code, HANDLING_LENGTH, "业务办理项编码", "handling code"))
    if not re.fullmatch(r"[0-9]{2}", code[31:], re.ASCII):
        message = Text.of("最后两位应为数字序号。", "The last two characters must be digits.")
        refuse_if_any([Fault("item_code.sequence", message, _COMPARE)])
    return HandlingCode(code, parse_implementing(code[:31]), code[31:])


def make_implementing(agency_code: str, level: str, basic_code: str) -> str:
    """The implementing code of a body for a basic item; CodeFault when a part is not valid."""
    return parse_implementing(f"{agency_code}{level}{basic_code}").code


def _agency(code: str) -> tuple[uscc.Uscc | None, list[Fault]]:
    try:
        return uscc.parse(code), []
    except CodeFault as fault:
        return None, list(fault.faults)


def _basic_faults(code: str) -> list[Fault]:
    if re.fullmatch(r"[0-9]{12}", code, re.ASCII):
        return []
    message = Text.of(
        f"基本编码应为12位数字（2位地区、2位类型、5位主项、3位子项），现在是“{code}”。",
        f"A basic code is 12 digits (2 region, 2 type, 5 main, 3 sub); this is '{code}'.",
    )
    return [Fault("item_code.basic", message, _COMPARE)]


def _length_faults(code: str, length: int, zh: str, en: str) -> list[Fault]:
    if len(code) == length:
        return []
    message = Text.of(
        f"{zh}应为{length}位，现在是{len(code)}位。",
        f"An {en} has {length} characters; this has {len(code)}.",
    )
    return [Fault("item_code.length", message, _COMPARE)]
