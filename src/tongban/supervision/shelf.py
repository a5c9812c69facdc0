"""The shelf ``oversight`` of a content pack: who oversees what is approved, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field

from tongban.agencies.api import agency_by_short
from tongban.content.api import (
    Citation,
    Entry,
    EntryCode,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    Shelf,
    versions_in,
)
from tongban.kernel.actor import Duty
from tongban.kernel.text import Text
from tongban.supervision.models import OversightPlan


class PlanFile(PackModel):
    """A plan of inspection 抽查计划.

    ``items`` codes of the services whose approvals are told; ``supervisor`` short of the body that
    oversees them; ``count`` businesses a draw, ``each`` inspecting posts for one business.
    """

    code: EntryCode
    name: LocalText
    items: tuple[str, ...] = Field(min_length=1)
    supervisor: str
    count: int = Field(ge=1, le=1000)
    each: int = Field(default=2, ge=2, le=5)
    article: Citation


def check_plans(entries: tuple[Entry[PlanFile], ...], pack: PackView) -> Iterable[PackProblem]:
    """Unknown services and bodies, a service with two plans, too few inspecting posts."""
    seen: set[str] = set()
    for entry in entries:
        for place, item in enumerate(entry.model.items):
            if pack.lacks("items", item):
                yield entry.problem(
                    "supervision.item_unknown",
                    Text.of(f"内容包里没有事项 {item}。", f"The pack has no service {item}."),
                    Text.of("写已有事项的代码。", "Write the code of a service of the pack."),
                    "items",
                    place,
                )
            if item in seen:
                yield entry.problem(
                    "supervision.item_twice",
                    Text.of(f"事项 {item} 有两个抽查计划。", f"Two plans oversee {item}."),
                    Text.of("一个事项只留一个计划。", "Leave one plan for each service."),
                    "items",
                    place,
                )
            seen.add(item)
        yield from _check_supervisor(entry, pack)


def _check_supervisor(entry: Entry[PlanFile], pack: PackView) -> Iterable[PackProblem]:
    agency = pack.entry("agencies", entry.model.supervisor)
    if agency is None:
        yield entry.problem(
            "supervision.supervisor_unknown",
            Text.of(
                f"机构 {entry.model.supervisor} 不在内容包里。",
                f"The pack has no agency {entry.model.supervisor}.",
            ),
            Text.of("写机构的 short。", "Write the `short` of an agency of the pack."),
            "supervisor",
        )
        return
    posts = [post for post in agency.model.posts if Duty.INSPECTOR in post.duties]
    if len(posts) < entry.model.each:
        yield entry.problem(
            "supervision.inspectors_missing",
            Text.of(
                f"每户要{entry.model.each}个检查岗，这个机构只有{len(posts)}个。",
                f"Each business takes {entry.model.each} inspecting posts; the agency has"
                f" {len(posts)}.",
            ),
            Text.of(
                "给机构增加有 inspector 职责的岗位。", "Give it posts with the duty inspector."
            ),
            "each",
        )


def _definition(model: PlanFile) -> dict[str, Any]:
    return {
        "name": model.name.to_mapping(),
        "items": list(model.items),
        "supervisor": agency_by_short(model.supervisor).code,
        "count": model.count,
        "each": model.each,
        "article": str(model.article),
    }


SHELVES = (
    Shelf(
        name="oversight",
        schema=PlanFile,
        check=check_plans,
        publish=versions_in(
            OversightPlan,
            kind="supervision.plan-published",
            about="oversight-plan",
            definition=_definition,
        ),
    ),
)
