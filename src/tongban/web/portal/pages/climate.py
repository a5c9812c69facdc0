"""/climate: figures of the business climate, each with its definition and exceptions 营商环境."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tongban.catalogue.api import ItemNotFound, guide_item
from tongban.elements.api import source
from tongban.insight.api import (
    LEAST,
    By,
    ExceptionCount,
    Figure,
    FigureView,
    Indicator,
    PartView,
    Unit,
    What,
    Why,
    climate,
    exceptions,
    indicator,
    parts,
)
from tongban.kernel.article import ArticleRef
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Bar, Crumb
from tongban.web.present.naming import article_title, item_title, place_name

_TITLE = Text.of("营商环境指标", "Business climate")
_TOO_FEW = Text.of("办件不够，不作统计", "Not enough cases")
_WHATS = {"visits": What.VISIT, "handed-over": What.MATERIAL}
_BY_ARTICLE = (Why.LAW_ASKS, Why.ORIGINAL_NEEDED)
_BY_SOURCE = (Why.SOURCE_SILENT, Why.NOT_ON_RECORD)


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator with its value and goal in words."""

    indicator: Indicator
    figure: Figure
    value: Text
    goal: Text | None
    basis: Text


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an indicator in words."""

    name: Text
    part: PartView
    value: Text


@dataclass(frozen=True, slots=True)
class Exempt:
    """A cause in words: the service, the material if it is one, and what it refers to."""

    item: Text
    material: Text | None
    row: ExceptionCount
    reference: Text | None


def show(request: HttpRequest) -> HttpResponse:
    """All indicators of the last thirty days."""
    told = climate(timezone.now())
    entries = [_entry(each) for each in told.figures]
    context = {
        "path": (Crumb(_TITLE),),
        "title": _TITLE,
        "told": told,
        "entries": entries,
        "least": LEAST,
        "chart": [
            Bar(each.indicator.name, float(each.figure.value), _said(each.value))
            for each in entries
            if each.indicator.unit is Unit.SHARE and each.figure.value is not None
        ],
    }
    return render(request, "portal/climate.html", context)


def one(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: how it is computed, by region, by service, and its exceptions."""
    now = timezone.now()
    found = indicator(code)
    entry = next(each for each in climate(now).figures if each.indicator is found)
    by_region = [_part(each, found, place_name(each.key)) for each in parts(code, By.REGION, now)]
    by_item = [_part(each, found, item_title(each.key)) for each in parts(code, By.ITEM, now)]
    what = _WHATS.get(code)
    context = {
        "path": (Crumb(_TITLE, "/climate"), Crumb(found.name)),
        "entry": _entry(entry),
        "parts": ((Text.of("按地区", "By region"), by_region),
                  (Text.of("按事项", "By service"), by_item)),
        "explains": what is not None,
        "exceptions": [_exempt(each) for each in exceptions(what, now)] if what else [],
    }  # fmt: skip
    return render(request, "portal/indicator.html", context)


def _entry(view: FigureView) -> Entry:
    found = view.indicator
    goal = None
    if found.goal is not None:
        said = _amount(found.goal, found.unit)
        goal = (
            Text.of(f"不低于{said.zh}", f"at least {said.en}")
            if found.more_is_better
            else Text.of(f"不高于{said.zh}", f"at most {said.en}")
        )
    return Entry(found, view.figure, _value(view.figure, found), goal, article_title(found.basis))


def _part(part: PartView, found: Indicator, name: Text) -> Part:
    return Part(name, part, _value(part.figure, found))


def _value(figure: Figure, found: Indicator) -> Text:
    return _TOO_FEW if figure.value is None else _amount(figure.value, found.unit)


def _amount(value: Decimal, unit: Unit) -> Text:
    if unit is Unit.SHARE:
        said = f"{_round(value * 100, '0.1')}%"
        return Text.of(said, said)
    if unit is Unit.HOURS:
        hours = _round(value, "0.1")
        return Text.of(f"{hours}小时", f"{hours} hours")
    if unit is Unit.MONEY:
        return Text.of(f"{_round(value, '0.01')}元", f"{_round(value, '0.01')} yuan")
    return Text.of(f"{_round(value, '0.01')}", f"{_round(value, '0.01')}")


def _round(value: Decimal, places: str) -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def _said(value: Text) -> str:
    return value.zh


def _exempt(row: ExceptionCount) -> Exempt:
    return Exempt(item_title(row.item_code), _material(row), row, _reference(row))


def _material(row: ExceptionCount) -> Text | None:
    if not row.code:
        return None
    try:
        known = {each.code: each.name for each in guide_item(row.item_code).materials}
    except ItemNotFound:
        known = {}
    return known.get(row.code, Text.of(row.code))


def _reference(row: ExceptionCount) -> Text | None:
    if not row.reference:
        return None
    if row.why in _BY_ARTICLE:
        return article_title(ArticleRef.parse(row.reference))
    if row.why in _BY_SOURCE:
        try:
            return source(row.reference).name
        except Refusal:
            return Text.of(row.reference)
    return Text.of(row.reference)
