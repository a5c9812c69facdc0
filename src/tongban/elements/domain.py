"""Pure rules: what a value of an element looks like, and what a silent source means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from tongban.elements.views import (
    ElementKind,
    ElementView,
    NoAnswer,
    Scalar,
    SourcedValue,
    SourceView,
)
from tongban.kernel.codes import CodeFault, resident_id, uscc
from tongban.kernel.text import Text

_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
_DIVISION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """What a register holds on one subject, and when it last confirmed it.

    ``silent`` names elements it was not asked for or did not answer, and why; ``instead``, by
    element, who was asked in place of the register, as another platform's agency.
    """

    values: Mapping[str, Scalar]
    as_of: datetime
    silent: Mapping[str, NoAnswer] = field(default_factory=dict)
    instead: Mapping[str, SourceView] = field(default_factory=dict)


def fits(kind: ElementKind, value: Scalar) -> bool:
    """Whether a value has the shape of its kind (code lists are checked elsewhere)."""
    if value is None:
        return False
    if kind is ElementKind.YES_NO:
        return isinstance(value, bool)
    if kind is ElementKind.NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and bool(value) and _text_fits(kind, value)


def _text_fits(kind: ElementKind, value: str) -> bool:
    if kind is ElementKind.DATE:
        return _is_date(value)
    if kind is ElementKind.MONEY:
        return _is_money(value)
    if kind is ElementKind.PHONE:
        return bool(_PHONE.fullmatch(value))
    if kind is ElementKind.DIVISION:
        return bool(_DIVISION.fullmatch(value))
    if kind in (ElementKind.RESIDENT_ID, ElementKind.USCC):
        return _is_code(kind, value)
    return True


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_money(value: str) -> bool:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return False
    return amount.is_finite() and amount == round(amount, 2)


def _is_code(kind: ElementKind, value: str) -> bool:
    try:
        (resident_id.parse if kind is ElementKind.RESIDENT_ID else uscc.parse)(value)
    except CodeFault:
        return False
    return True


def sourced(
    element: ElementView,
    source: SourceView | None,
    answer: RegisterAnswer | NoAnswer,
) -> SourcedValue:
    """The value with its provenance, or silence with its reason.

    A value of the wrong shape counts as silence: a form is never filled with what cannot be true.
    """
    if source is None:
        return _silent(element, None, NoAnswer.NO_SOURCE)
    if isinstance(answer, NoAnswer):
        return _silent(element, source, answer)
    source = answer.instead.get(element.id, source)
    if element.id in answer.silent:
        return _silent(element, source, answer.silent[element.id])
    value = answer.values.get(element.id)
    if not fits(element.kind, value):
        return _silent(element, source, NoAnswer.NO_RECORD, answer.as_of)
    told = Text.of(f"来自{source.name.zh}", f"From {source.name.en}")
    return SourcedValue(element.id, value, source, answer.as_of, False, told)


def _silent(
    element: ElementView, source: SourceView | None, why: NoAnswer, as_of: datetime | None = None
) -> SourcedValue:
    return SourcedValue(element.id, None, source, as_of, True, _reason(why, source), why)


def _reason(why: NoAnswer, source: SourceView | None) -> Text:
    if source is None or why is NoAnswer.NO_SOURCE:
        return Text.of(
            "没有政府部门掌握这项信息，请您填写。",
            "No government register holds this; please fill it in.",
        )
    name = source.name
    if why is NoAnswer.NO_RECORD:
        return Text.of(
            f"{name.zh}没有这项记录，请您填写。",
            f"{name.en} has no record of this; please fill it in.",
        )
    if why is NoAnswer.NOT_GRANTED:
        return Text.of(
            f"{name.zh}尚未同意为本事项提供这项信息，请您填写。",
            f"{name.en} has not agreed to share this for this service; please fill it in.",
        )
    if why is NoAnswer.NOT_CONSENTED:
        return Text.of(
            f"您还没有同意{name.zh}为本事项提供这项信息。可以先同意，也可以直接填写。",
            f"You have not agreed that {name.en} shares this for this service. Agree first, or fill"
            " it in.",
        )
    return Text.of(
        f"{name.zh}暂时没有回应，请您先填写；提交时会再查一次。",
        f"{name.en} does not answer at the moment; please fill it in. It is asked again when you"
        " send.",
    )
