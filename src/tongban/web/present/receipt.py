"""A decision receipt 决策回执 in words: which facts, from where, as of when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tongban.cases.api import Unheard
from tongban.decisions.api import ANSWER, DecisionInput, DecisionReceipt
from tongban.elements.api import element, source
from tongban.jurisdiction.api import code_list
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.policies.api import UsedFact
from tongban.web.present.silence import not_heard

_YES = Text.of("是", "Yes")
_NO = Text.of("否", "No")
_UNKNOWN = Text.of("未提供", "Not given")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact a decision rested on; ``source`` is None when the person gave it.

    ``unheard`` names the source that might know it and was not heard.
    """

    label: Text | str
    value: Text | str
    source: Text | None
    as_of: date | None
    unheard: Text | None = None


def facts_of(receipt: DecisionReceipt, unheard: Mapping[str, Unheard]) -> tuple[FactLine, ...]:
    """The inputs of a receipt, in the order the table reads them."""
    return tuple(_line(given, unheard.get(given.element_id)) for given in receipt.inputs)


def fact_line(used: UsedFact) -> FactLine:
    """A fact that made a policy fit, with its register."""
    try:
        known = element(used.element_id)
        label: Text | str = known.name
        value = _named(known.code_list, used.value)
    except Refusal:
        label, value = used.element_id, _value(used.value)
    return FactLine(label, value, _holder(used.source_code), used.as_of)


def _named(code_list_name: str | None, value: Any) -> Text | str:
    if code_list_name is None:
        return _value(value)
    return code_list(code_list_name).name_of(str(value)) or _value(value)


def _line(given: DecisionInput, unheard: Unheard | None) -> FactLine:
    own = given.source == ANSWER.code
    return FactLine(
        _label(given),
        _value(given.value),
        None if own else _holder(given.source),
        _day(given.as_of),
        not_heard(unheard) if unheard and given.value is None else None,
    )


def _label(given: DecisionInput) -> Text | str:
    try:
        return element(given.element_id).name
    except Refusal:
        return given.name


def _holder(code: str) -> Text:
    try:
        return source(code).name
    except Refusal:
        return Text.of("政府部门数据", "Government records")


def _value(value: Any) -> Text | str:
    if value is None or value == "":
        return _UNKNOWN
    if isinstance(value, bool):
        return _YES if value else _NO
    return str(value)


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None
