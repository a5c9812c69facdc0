"""The shelf ``policies`` of a content pack: one policy 政策 per entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackDate,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.elements.api import ElementKind
from tongban.kernel.text import Text
from tongban.policies.domain.conditions import Requirement
from tongban.policies.models import PolicyVersion
from tongban.policies.views import PolicySide


class SectionFile(PackModel):
    """A part of the text under its heading."""

    heading: LocalText
    text: LocalText


class ConditionFile(PackModel):
    """One requirement: the data ``element``, the ``test`` and what it wants, said in ``says``."""

    element: str
    test: Requirement
    wanted: tuple[str, ...] = Field(min_length=1, max_length=20)
    says: LocalText


class PolicyFile(PackModel):
    """A policy of the library.

    ``issuer`` code of the issuing body; ``basis`` the article it rests on; ``side`` whom it speaks
    to; ``conditions`` whom it is for, all together (none: it is read, and never suggested).
    ``item`` is the service by which one asks for it, ``benefit`` the benefit that comes by itself.
    """

    code: EntryCode
    title: LocalText
    summary: LocalText
    sections: tuple[SectionFile, ...] = Field(min_length=1)
    issuer: str
    basis: Citation
    side: PolicySide
    valid_from: PackDate
    valid_until: PackDate | None = None
    conditions: tuple[ConditionFile, ...] = ()
    item: str = ""
    benefit: str = ""


_LINKS = (("item", "items"), ("benefit", "benefits"))
_FITS = {
    Requirement.AT_LEAST: {ElementKind.NUMBER, ElementKind.MONEY},
    Requirement.AT_MOST: {ElementKind.NUMBER, ElementKind.MONEY},
    Requirement.YEARS_AT_LEAST: {ElementKind.DATE},
    Requirement.YEARS_BELOW: {ElementKind.DATE},
}


def check_policies(entries: tuple[Entry[PolicyFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Links that lead nowhere, conditions that can never be judged, days the wrong way round."""
    bodies = {each.model.code for each in pack.entries("agencies")}
    for entry in entries:
        yield from _links(entry, pack, bodies)
        for place, condition in enumerate(entry.model.conditions):
            yield from _condition(entry, pack, place, condition)
        until = entry.model.valid_until
        if until is not None and until < entry.model.valid_from:
            yield entry.problem(
                "policies.ends_before_it_begins",
                Text.of("有效期的截止早于开始。", "It ends before it begins."),
                Text.of("改正日期。", "Mend the dates."),
                "valid_until",
            )


def _links(entry: Entry[PolicyFile], pack: PackView, bodies: set[str]) -> Iterator[PackProblem]:
    said = {name: getattr(entry.model, name) for name, _ in _LINKS}
    unknown = [(n, said[n]) for n, shelf in _LINKS if said[n] and pack.lacks(shelf, said[n])]
    if "agencies" not in pack.unread and entry.model.issuer not in bodies:
        unknown.append(("issuer", entry.model.issuer))
    for name, value in unknown:
        yield entry.problem(
            "policies.link_unknown",
            Text.of(f"{name}: 内容包里没有“{value}”。", f"{name}: the pack has no “{value}”."),
            Text.of("改成已有的，或者补上它。", "Name one that is there, or add it."),
            name,
        )


def _condition(
    entry: Entry[PolicyFile], pack: PackView, place: int, condition: ConditionFile
) -> Iterator[PackProblem]:
    where = ("conditions", place)
    element = pack.entry("elements", condition.element)
    if pack.lacks("elements", condition.element):
        yield entry.problem(
            "policies.element_unknown",
            Text.of(
                f"内容包里没有数据元“{condition.element}”。",
                f"The pack has no element “{condition.element}”.",
            ),
            Text.of("写已有数据元的代码。", "Write the code of an element of the pack."),
            *where,
            "element",
        )
    if not condition.element.startswith(f"{entry.model.side.value}."):
        yield entry.problem(
            "policies.other_side",
            Text.of(
                f"“{condition.element}”不是{entry.model.side.label.zh}的信息。",
                f"“{condition.element}” is not a fact of {entry.model.side.label.en.lower()}.",
            ),
            Text.of("只用政策对象自己的信息。", "Use facts of whom the policy speaks to only."),
            *where,
            "element",
        )
    kinds = _FITS.get(condition.test)
    kind_fits = element is None or kinds is None or element.model.kind in kinds
    if not kind_fits or (kinds and not _is_number(condition)):
        yield entry.problem(
            "policies.test_does_not_fit",
            Text.of(
                f"“{condition.test.value}”不能用在这个数据元或者这个值上。",
                f"“{condition.test.value}” does not fit this element or what is wanted.",
            ),
            Text.of(
                "数字用 at-least、at-most，日期用 years-at-least、years-below，值写一个整数。",
                "Use at-least and at-most for numbers, years-at-least and years-below for dates,"
                " with one whole number.",
            ),
            *where,
            "test",
        )


def _is_number(condition: ConditionFile) -> bool:
    return (
        len(condition.wanted) == 1
        and condition.wanted[0].isascii()
        and (condition.wanted[0].isdigit())
    )


SHELVES = (
    Shelf(
        name="policies",
        schema=PolicyFile,
        check=check_policies,
        publish=versions_in(PolicyVersion, kind="policies.published", about="public-policy"),
    ),
)
