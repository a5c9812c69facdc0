"""Questions these pages ask, and what was wrong with the answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from django.http import HttpRequest

from tongban.catalogue.api import browse_items
from tongban.kernel.actor import Actor
from tongban.kernel.page import MAX_PAGE_SIZE
from tongban.kernel.refusal import Refusal, RefusalKind
from tongban.kernel.text import Text
from tongban.web.design.parts import Choice, Fault, Field, FieldKind
from tongban.web.plumbing.handing_in import as_page

LONGEST = 300
_ELSEWHERE = (RefusalKind.NOT_FOUND, RefusalKind.SIGN_IN, RefusalKind.NOT_ALLOWED)
_UNTIL_HINT = Text.of(
    "不填就是两周；最长90天，随时可以收回。", "Two weeks when left out; 90 days at most."
)


def told(refused: Refusal) -> tuple[Fault, ...]:
    """The faults of a form; what no form can mend is raised again."""
    if refused.kind in _ELSEWHERE:
        raise refused
    where = str(getattr(refused, "where", ""))
    return tuple(Fault(one.message, one.mend, one.where or where) for one in refused.every_problem)


def field(
    request: HttpRequest,
    faults: Iterable[Fault],
    name: str,
    label: Text,
    kind: FieldKind = FieldKind.TEXT,
    *,
    options: tuple[Choice, ...] = (),
    hint: Text | str = "",
    required: bool = True,
    given: str = "",
) -> Field:
    """One question; what was typed before stands in it."""
    typed = request.POST.get(name, given)
    return Field(
        name,
        label,
        kind,
        (typed,) if typed else (),
        required=required,
        options=options,
        hint=hint,
        error=next((fault.message for fault in faults if fault.field == name), ""),
        max_length=LONGEST,
        autocomplete="off",
    )


def item_field(
    request: HttpRequest, faults: Iterable[Fault], actor: Actor, county: str, given: str = ""
) -> Field:
    """Which service: those of the county that are applied for on line."""
    hits = browse_items(actor, region=county, size=MAX_PAGE_SIZE).items
    options = tuple(Choice(hit.code, hit.name) for hit in hits)
    label = Text.of("要办哪件事", "Which service?")
    return field(request, faults, "item", label, FieldKind.PICK, options=options, given=given)


def purpose_field(request: HttpRequest, faults: Iterable[Fault]) -> Field:
    """What is to be done."""
    hint = Text.of("如“社保卡丢了，想补一张”。", "Such as “I lost my card and need a new one”.")
    label = Text.of("想办成什么", "What is to be done?")
    return field(request, faults, "purpose", label, FieldKind.LONG, hint=hint)


def until_field(request: HttpRequest, faults: Iterable[Fault]) -> Field:
    """The last day of the mandate."""
    label = Text.of("授权到哪一天", "Until which day?")
    return field(request, faults, "until", label, FieldKind.DATE, hint=_UNTIL_HINT, required=False)


def day_of(request: HttpRequest, name: str = "until") -> date | None:
    """The day somebody chose; None when left out, the first day there is when not readable."""
    typed = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        return date.min


def page_of(request: HttpRequest, name: str = "page") -> tuple[str, str, BinaryIO] | None:
    """The photographed page that came with the form: name, media type, bytes."""
    uploads = request.FILES.getlist(name)
    return as_page(uploads[-1]) if uploads else None
