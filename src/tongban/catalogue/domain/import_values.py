"""How values of foreign lists become values of the item document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tongban.catalogue.domain.import_profile import FieldRule, Profile
from tongban.kernel.calendar import Span
from tongban.kernel.text import ZH

_MOST_MATERIALS = 200
_SPAN = re.compile(r"^\s*(\d{1,4})\s*[（(]?\s*([^\d\s()（）]*)\s*[)）]?\s*$")
_SEPARATORS = re.compile(r"[\n；;]+")

Reader = Callable[[Any, FieldRule, Profile], Any]


class ValueFault(ValueError):
    """One value cannot be read; the message is for the person who will mend the file."""


def read_words(value: Any, _: FieldRule, __: Profile) -> dict[str, str]:
    """A text in Chinese."""
    return {ZH: plain(value)}


def read_plain(value: Any, _: FieldRule, __: Profile) -> str:
    """A string as it is."""
    return plain(value)


def read_yes_no(value: Any, _: FieldRule, profile: Profile) -> bool:
    """是/否 in the profile's spellings."""
    if isinstance(value, bool):
        return value
    text = plain(value)
    if text in profile.yes:
        return True
    if text in profile.no:
        return False
    raise ValueFault(f"“{text}”既不是“是”也不是“否”")


def read_number(value: Any, _: FieldRule, __: Profile) -> int:
    """A whole number."""
    text = plain(value)
    if not text.isascii() or not text.isdigit():
        raise ValueFault(f"“{text}”不是整数")
    return int(text)


def read_span(value: Any, rule: FieldRule, profile: Profile) -> str:
    """``180(工作日)``, ``20 个工作日``, ``即办``; a bare number in the rule's unit."""
    text = plain(value)
    if text in profile.immediate:
        return "immediate"
    found = _SPAN.match(text)
    if found is None:
        raise ValueFault(f"“{text}”不是时限")
    unit = profile.units.get(found[2]) if found[2] else rule.unit
    if unit is None:
        raise ValueFault(f"时限“{text}”没有可识别的单位")
    amount = int(found[1])
    return str(Span.parse(f"{amount} {unit}")) if amount else "immediate"


def read_list(value: Any, rule: FieldRule, _: Profile) -> list[str]:
    """A list as it is, or a string cut by the rule's ``split``."""
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    text = plain(value)
    parts = text.split(rule.split) if rule.split else [text]
    return [part.strip() for part in parts if part.strip()]


def read_materials(value: Any, rule: FieldRule, profile: Profile) -> list[dict[str, Any]]:
    """Names of materials: each becomes a material ``m1``, ``m2`` … of which only this is known."""
    names = list(dict.fromkeys(read_list(value, rule, profile)))
    if len(names) > _MOST_MATERIALS:
        raise ValueFault(f"材料有{len(names)}项，超过{_MOST_MATERIALS}项")
    return [{"code": f"m{index}", "name": {ZH: name}} for index, name in enumerate(names, 1)]


def read_conditions(value: Any, rule: FieldRule, _: Profile) -> list[dict[str, Any]]:
    """A paragraph of conditions, cut into lines."""
    pieces = re.split(re.escape(rule.split), plain(value)) if rule.split else [plain(value)]
    lines = [line.strip() for piece in pieces for line in _SEPARATORS.split(piece)]
    return [{"text": {ZH: line}} for line in lines if line]


def read_place(value: Any, _: FieldRule, __: Profile) -> list[dict[str, Any]]:
    """One address where the item is handled."""
    return [{"name": {ZH: "办理窗口"}, "address": {ZH: plain(value)}}]


def plain(value: Any) -> str:
    """A single value as text; what a database cannot keep is refused."""
    if isinstance(value, str):
        try:
            if b"\0" not in value.encode():
                return value.strip()
        except UnicodeEncodeError:
            pass
        raise ValueFault("含有不能保存的字符")
    if isinstance(value, bool | int | float):
        return str(value)
    raise ValueFault("这里应是一个值，不是列表或对象")


_BY_KIND: tuple[tuple[Reader, str], ...] = (
    (
        read_words,
        "name handling_name summary agency_name entrusted_by co_agencies statutory_note"
        " committed_note in_person_reason quantity_limit payment_ways rights commitment basic_name",
    ),
    (
        read_plain,
        "code basic agency region line local_basic_code local_code power_source online_url"
        " mobile_url consult_phone complaint_phone plan_effective_date plan_cancel_date"
        " type level handling handling_area body_nature",
    ),
    (
        read_yes_no,
        "online posts_materials posts_result bookable self_service charged pays_online"
        " no_materials commitment_allowed no_application",
    ),
    (read_number, "visits popularity min_assurance"),
    (read_span, "statutory committed"),
    (read_list, "audiences themes aliases handling_forms online_depth"),
    (read_materials, "materials"),
    (read_conditions, "conditions"),
    (read_place, "places"),
)
READERS: dict[str, Reader] = {
    field: reader for reader, fields in _BY_KIND for field in fields.split()
}
"""Every field a profile can fill, and how its values are read."""
