"""The shelves of promises: ``commitments``, ``promise-exclusions`` and ``credit-kinds``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from pydantic import Field

from tongban.commitments.models import Published
from tongban.commitments.published import EXCLUDED, KIND, TERMS
from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    SpanText,
    versions_in,
)
from tongban.kernel.text import Text


class ToldFile(PackModel):
    """One thing told before promising, with its article."""

    text: LocalText
    article: Citation


class ConfirmingFile(PackModel):
    """A data element that confirms the promise when it says this."""

    element: str
    says: str


class TermsFile(PackModel):
    """The promise 告知承诺书 of one service.

    ``situation`` is the item's situation in which it is made; ``barring`` elements that bar from
    it when true; ``confirming`` what data say when it is true; ``check_within`` and
    ``correct_within`` the terms to check and to put right; ``credit_kind`` what an untrue one is
    recorded as.
    """

    code: EntryCode
    name: LocalText
    item: str
    situation: str
    told: tuple[ToldFile, ...] = Field(min_length=1)
    promised: tuple[LocalText, ...] = Field(min_length=1)
    consequences: LocalText
    check_within: SpanText
    correct_within: SpanText
    barring: tuple[str, ...] = ()
    confirming: tuple[ConfirmingFile, ...] = ()
    credit_kind: EntryCode
    article: Citation


class ExclusionFile(PackModel):
    """Services that may not be promised for 不适用告知承诺: the field, the reason, the basis."""

    code: EntryCode
    field: LocalText
    items: tuple[str, ...] = Field(min_length=1)
    reason: LocalText
    article: Citation


class KindFile(PackModel):
    """A kind of credit record: its basis, how long it stands, after how long it may be repaired."""

    code: EntryCode
    name: LocalText
    article: Citation
    stands_for: SpanText
    repair_after: SpanText
    repair_item: str
    repair_bundle: EntryCode
    published: bool = False


def check_terms(entries: tuple[Entry[TermsFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Unknown services, situations, elements and kinds; a service that is excluded or has two."""
    seen: set[str] = set()
    excluded = {item for entry in pack.entries("promise-exclusions") for item in entry.model.items}
    for entry in entries:
        told = entry.model
        item = pack.entry("items", told.item)
        situations = {each.code for each in item.model.situations or ()} if item else set()
        elements = (*told.barring, *(each.element for each in told.confirming))
        faults = (
            (pack.lacks("items", told.item), "item", f"没有事项 {told.item}", "no such service"),
            (
                item is not None and told.situation not in situations,
                "situation",
                f"事项没有情形 {told.situation}",
                "the service has no such situation",
            ),
            (
                item is not None and not item.model.commitment_allowed,
                "item",
                "事项没有写可告知承诺（commitment_allowed）",
                "the service does not allow a commitment",
            ),
            (told.item in seen, "item", "一个事项有两份承诺书", "the service has two promises"),
            (
                told.item in excluded,
                "item",
                "这个事项在不适用清单里",
                "the service is on the list of exclusions",
            ),
            (
                pack.lacks("credit-kinds", told.credit_kind),
                "credit_kind",
                f"没有信用记录种类 {told.credit_kind}",
                "no such kind of credit record",
            ),
            *(
                (pack.lacks("elements", each), "barring", f"没有数据元 {each}", "no such element")
                for each in elements
            ),
        )
        seen.add(told.item)
        for wrong, where, zh, en in faults:
            if wrong:
                yield _problem(entry, where, zh, en)


def check_items(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    """Services that the pack does not have."""
    for entry in entries:
        named = getattr(entry.model, "items", None) or (entry.model.repair_item,)
        for item in named:
            if pack.lacks("items", item):
                yield _problem(entry, "items", f"没有事项 {item}", "no such service")


def _problem(entry: Entry[Any], where: str, zh: str, en: str) -> PackProblem:
    return entry.problem(
        "commitments.terms_not_whole",
        Text.of(f"{zh}。", f"{en[0].upper()}{en[1:]} ({entry.model.code})."),
        Text.of(
            "改成内容包里有的，或者去掉这一项。", "Name one that the pack has, or leave it out."
        ),
        where,
    )


def _terms(model: TermsFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "item": model.item,
        "situation": model.situation,
        "told": [
            {"text": each.text.to_mapping(), "article": str(each.article)} for each in model.told
        ],
        "promised": [each.to_mapping() for each in model.promised],
        "consequences": model.consequences.to_mapping(),
        "check_within": str(model.check_within),
        "correct_within": str(model.correct_within),
        "barring": list(model.barring),
        "confirming": [[each.element, each.says] for each in model.confirming],
        "credit_kind": model.credit_kind,
        "article": str(model.article),
    }


def _exclusion(model: ExclusionFile) -> dict[str, Any]:
    return {
        "field": model.field.to_mapping(),
        "items": list(model.items),
        "reason": model.reason.to_mapping(),
        "article": str(model.article),
    }


def _kind(model: KindFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "article": str(model.article),
        "stands_for": str(model.stands_for),
        "repair_after": str(model.repair_after),
        "repair_item": model.repair_item,
        "repair_bundle": model.repair_bundle,
        "published": model.published,
    }


_versions = partial(versions_in, Published, kind="commitments.published", about="promise")

SHELVES = (
    Shelf(
        name="credit-kinds",
        schema=KindFile,
        check=check_items,
        publish=_versions(prefix=KIND, definition=_kind),
    ),
    Shelf(
        name="promise-exclusions",
        schema=ExclusionFile,
        check=check_items,
        publish=_versions(prefix=EXCLUDED, definition=_exclusion),
    ),
    Shelf(
        name="commitments",
        schema=TermsFile,
        check=check_terms,
        publish=_versions(prefix=TERMS, definition=_terms),
    ),
)
