"""What packs say of promises, the newest version of each, kept in memory until it changes."""

from __future__ import annotations

from typing import Any

from tongban.commitments.models import Published
from tongban.commitments.views import CreditKindView, ExcludedView, TermsView, ToldPoint
from tongban.content.api import standing
from tongban.kernel.article import ArticleRef
from tongban.kernel.calendar import Span
from tongban.kernel.text import Text

TERMS, EXCLUDED, KIND = "terms:", "excluded:", "kind:"


@standing
def terms_of_item(item_code: str) -> TermsView | None:
    """The terms under which a service may be promised for; None when it offers none."""
    return next((each for each in all_terms() if each.item_code == item_code), None)


@standing
def all_terms() -> tuple[TermsView, ...]:
    """Every service's terms, by code."""
    return tuple(_terms(row) for row in _newest(TERMS))


@standing
def terms(code: str, version: int) -> TermsView:
    """One version of terms, as a promise cites it. LookupError when it was never published."""
    row = Published.objects.filter(code=TERMS + code, version=version).order_by("id").first()
    if row is None:
        raise LookupError(f"terms {code} v{version} were never published")
    return _terms(row)


@standing
def exclusions() -> tuple[ExcludedView, ...]:
    """The matters for which no promise may stand in."""
    return tuple(
        ExcludedView(
            Text.from_mapping(row.definition["field"]),
            tuple(row.definition["items"]),
            Text.from_mapping(row.definition["reason"]),
            ArticleRef.parse(row.definition["article"]),
        )
        for row in _newest(EXCLUDED)
    )


def exclusion_of(item_code: str) -> ExcludedView | None:
    """Why nobody may promise for this service; None when nothing forbids it."""
    return next((each for each in exclusions() if item_code in each.item_codes), None)


@standing
def kinds() -> tuple[CreditKindView, ...]:
    """Every kind of credit record; there are no others."""
    return tuple(_kind(row) for row in _newest(KIND))


def kind(code: str) -> CreditKindView:
    """One kind. LookupError for a kind that no pack lists."""
    found = next((each for each in kinds() if each.code == code), None)
    if found is None:
        raise LookupError(f"credit records of kind {code} have no basis in a pack")
    return found


def _newest(prefix: str) -> list[Published]:
    rows = Published.objects.filter(code__startswith=prefix)
    return list(rows.order_by("code", "-version").distinct("code"))


def _terms(row: Published) -> TermsView:
    said: dict[str, Any] = row.definition
    return TermsView(
        code=row.code.removeprefix(TERMS),
        version=row.version,
        name=Text.from_mapping(said["name"]),
        item_code=said["item"],
        situation=said["situation"],
        told=tuple(
            ToldPoint(Text.from_mapping(each["text"]), ArticleRef.parse(each["article"]))
            for each in said["told"]
        ),
        promised=tuple(map(Text.from_mapping, said["promised"])),
        consequences=Text.from_mapping(said["consequences"]),
        check_within=Span.parse(said["check_within"]),
        correct_within=Span.parse(said["correct_within"]),
        barring=tuple(said["barring"]),
        confirming=tuple(map(tuple, said["confirming"])),
        kind_code=said["credit_kind"],
        article=ArticleRef.parse(said["article"]),
    )


def _kind(row: Published) -> CreditKindView:
    said: dict[str, Any] = row.definition
    return CreditKindView(
        code=row.code.removeprefix(KIND),
        name=Text.from_mapping(said["name"]),
        article=ArticleRef.parse(said["article"]),
        stands_for=Span.parse(said["stands_for"]),
        repair_after=Span.parse(said["repair_after"]),
        repair_item=said["repair_item"],
        repair_bundle=said["repair_bundle"],
        published=said["published"],
    )
