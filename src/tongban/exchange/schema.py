"""What shelf ``resources`` of a content pack holds, and the checks across shelves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from tongban.content.api import (
    Citation,
    Entry,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    SpanText,
)
from tongban.exchange.domain.sharing import Openness, SharingChannel, SharingType, UpdateCycle
from tongban.kernel.text import Text
from tongban_wire.policy import Operator

RESOURCES = "resources"


class QuestionEntry(PackModel):
    """A yes/no question 是否核验 that is answered instead of giving the field away."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    element: str
    operator: Operator
    operand: str | None = Field(default=None, description="left out: the caller gives it")


class QualityEntry(PackModel):
    """What the provider promises 质量约定."""

    complete_percent: int | None = Field(default=None, ge=0, le=100)
    correct_within: SpanText | None = None
    available_percent: int | None = Field(default=None, ge=0, le=100)


class DelayEntry(PackModel):
    """A lawful delay of disclosure 暂缓告知: how long, and by which article."""

    days: int = Field(ge=1, le=730)
    article: Citation


class TermsEntry(PackModel):
    """How far grants of this resource reach, at most."""

    max_age_s: int = Field(default=3_600, ge=5, le=86_400)
    per_minute: int = Field(default=600, ge=1, le=1_000_000)
    per_day: int = Field(default=100_000, ge=1, le=100_000_000)
    values_per_day: int = Field(default=1_000_000, ge=1, le=1_000_000_000)
    needs_consent: bool = False
    needs_mandate: bool = False
    sign_each: bool = False
    term_days: int = Field(default=365, ge=1, le=1_096)
    delay: DelayEntry | None = None


class ResourceEntry(PackModel):
    """One data resource: ``resources/<name>.yaml``.

    ``code`` is class 类 (1), item 项 (2), heading 目 (3), subheading 细目, "/" and a number, as
    政务信息资源目录编制指南 writes it; ``provider`` the ``short`` of the source agency 数源部门.
    """

    code: str = Field(pattern=r"^[123]\d{6,12}/\d{1,6}$")
    name: LocalText
    summary: LocalText
    provider: str
    items: tuple[str, ...] = Field(min_length=1, max_length=256, description="data elements")
    questions: tuple[QuestionEntry, ...] = Field(default=(), max_length=64)
    sharing: SharingType
    conditions: LocalText | None = Field(default=None, description="of conditional sharing")
    basis: Citation | None = Field(default=None, description="the article a refusal rests on")
    channel: SharingChannel = SharingChannel.QUERY
    openness: Openness = Openness.CLOSED
    update_cycle: UpdateCycle
    quality: QualityEntry = QualityEntry()
    terms: TermsEntry = TermsEntry()


_Problems = Iterator[PackProblem]


def check_resources(entries: tuple[Entry[ResourceEntry], ...], pack: PackView) -> _Problems:
    """Every fault of the catalogue of resources, seen within the whole pack."""
    holder: dict[str, str] = {}
    for entry in entries:
        yield from _sharing_faults(entry)
        yield from _provider_faults(entry, pack)
        for at, element_id in enumerate(entry.model.items):
            yield from _item_faults(entry, at, element_id, holder, pack)
        for at, question in enumerate(entry.model.questions):
            if question.element not in entry.model.items:
                yield entry.problem(
                    "exchange.question_about_nothing",
                    Text.of(
                        f"核验问题 {question.name} 所问的 {question.element} 不在信息项中。",
                        f"The question {question.name} asks about {question.element},"
                        " which is no item of this resource.",
                    ),
                    Text.of("写 items 中的数据元。", "Name an element of `items`."),
                    "questions", at, "element",
                )  # fmt: skip
    yield from _needed_but_refused(entries, pack)


def _sharing_faults(entry: Entry[ResourceEntry]) -> _Problems:
    model = entry.model
    if model.sharing is SharingType.REFUSED and model.basis is None:
        yield entry.problem(
            "exchange.refusal_without_basis",
            Text.of(
                "不予共享但没有写依据：没有法律、行政法规或者党中央、国务院政策依据的，不得列为不予共享。",
                "It is not shared and no basis is written: only a law, an administrative regulation"
                " or a decision of the State Council lets a resource be refused.",
            ),
            Text.of(
                "写上 basis（条文），或者改为 conditional、unconditional。",
                "Write the article as `basis`, or make it conditional or unconditional.",
            ),
            "sharing",
        )
    if (model.sharing is SharingType.CONDITIONAL) != (model.conditions is not None):
        yield entry.problem(
            "exchange.conditions_do_not_fit",
            Text.of(
                "有条件共享要写明共享条件，其他类型不得附加条件。",
                "Conditional sharing states its conditions; the other types may add none.",
            ),
            Text.of("补上或删去 conditions。", "Write `conditions`, or take it out."),
            "sharing",
        )


def _provider_faults(entry: Entry[ResourceEntry], pack: PackView) -> _Problems:
    if pack.lacks("agencies", entry.model.provider):
        yield entry.problem(
            "exchange.provider_unknown",
            Text.of(
                f"机构 {entry.model.provider} 不在本内容包中。",
                f"The agency {entry.model.provider} is not in this pack.",
            ),
            Text.of("写该机构的 short。", "Write the `short` of an agency in the pack."),
            "provider",
        )


def _item_faults(
    entry: Entry[ResourceEntry], at: int, element_id: str, holder: dict[str, str], pack: PackView
) -> _Problems:
    first = holder.setdefault(element_id, entry.key)
    if first != entry.key or element_id in entry.model.items[:at]:
        yield entry.problem(
            "exchange.element_shared_twice",
            Text.of(
                f"{element_id} 已经在资源 {first} 中：一数一源。",
                f"{element_id} is already in the resource {first}: one fact has one source.",
            ),
            Text.of("从其中一个资源删去。", "Take it out of one of the two."),
            "items", at,
        )  # fmt: skip
    if pack.lacks("elements", element_id):
        yield entry.problem(
            "exchange.element_unknown",
            Text.of(f"数据元 {element_id} 不存在。", f"There is no element {element_id}."),
            Text.of("写 elements 中的编号。", "Write an id from the shelf `elements`."),
            "items", at,
        )  # fmt: skip
        return
    element = pack.entry("elements", element_id)
    source = pack.entry("sources", element.model.source or "") if element else None
    if element and (source is None or source.model.agency != entry.model.provider):
        yield entry.problem(
            "exchange.provider_is_not_the_source",
            Text.of(
                f"{element_id} 的数源不在 {entry.model.provider}：只有数源部门才能提供。",
                f"{entry.model.provider} does not keep the source of {element_id}:"
                " only the source agency provides it.",
            ),
            Text.of(
                "改 provider，或者把该项移到数源部门的资源。",
                "Correct `provider`, or move the item to a resource of its source agency.",
            ),
            "items", at,
        )  # fmt: skip


def _needed_but_refused(entries: tuple[Entry[ResourceEntry], ...], pack: PackView) -> _Problems:
    refused = {
        element_id: entry
        for entry in entries
        if entry.model.sharing is SharingType.REFUSED
        for element_id in entry.model.items
    }
    for item in pack.entries("items"):
        for path, element_id in _held_for(item):
            if element_id in refused:
                yield item.problem(
                    "exchange.needs_what_is_refused",
                    Text.of(
                        f"{element_id} 属于不予共享的资源 {refused[element_id].key}，取不到。",
                        f"{element_id} is in the resource {refused[element_id].key},"
                        " which is not shared: it cannot be had.",
                    ),
                    Text.of(
                        "改由申请人填写，或者改变该资源的共享类型。",
                        "Let the person fill it in, or change how that resource is shared.",
                    ),
                    *path,
                )


def _held_for(item: Entry[Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What an item takes from sources, and where it says so."""
    for at, need in enumerate(item.model.needs):
        if need.source:
            yield ("needs", at, "element"), need.element
    for at, material in enumerate(item.model.materials):
        if material.source:
            for place, element_id in enumerate(material.elements):
                yield ("materials", at, "elements", place), element_id
