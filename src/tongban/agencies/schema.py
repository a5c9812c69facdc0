"""What shelf ``agencies`` of a content pack holds: one organisation with its posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from tongban.agencies.domain import chain_of_parents
from tongban.agencies.views import AgencyLevel
from tongban.content.api import Entry, LocalText, PackDate, PackModel, PackProblem, PackView
from tongban.kernel.actor import Duty
from tongban.kernel.codes import CodeFault, uscc
from tongban.kernel.text import Text

NAME = "agencies"


class PostEntry(PackModel):
    """A post 岗位. ``line`` and ``region`` default to those of the organisation."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$")
    title: LocalText
    duties: tuple[Duty, ...] = Field(min_length=1)
    line: str | None = None
    region: str | None = None


class AgencyEntry(PackModel):
    """One organisation: ``agencies/<short>.yaml``.

    ``short`` is the handle other shelves use (``scj-990102``); ``parent`` is another ``short``.
    """

    code: str = Field(description="统一社会信用代码, 18 characters, GB 32100 check character")
    short: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    name: LocalText
    line: str = Field(min_length=1, description="条: code of the central business department")
    region: str = Field(pattern=r"^\d{6}(\d{3}(\d{3})?)?$", description="块: division code")
    level: AgencyLevel
    parent: str | None = None
    valid_from: PackDate
    valid_until: PackDate | None = None
    posts: tuple[PostEntry, ...] = ()


def check_agencies(
    entries: tuple[Entry[AgencyEntry], ...], pack: PackView
) -> Iterator[PackProblem]:
    """Codes that fail GB 32100, unknown parents and regions, doubled codes and posts."""
    parents = {entry.key: entry.model.parent for entry in entries}
    codes = Counter(entry.model.code for entry in entries)
    posts = Counter(post.id for entry in entries for post in entry.model.posts)
    for entry in entries:
        yield from _code_problems(entry, codes)
        yield from _place_problems(entry, parents, pack)
        for position, post in enumerate(entry.model.posts):
            if posts[post.id] > 1:
                yield entry.problem(
                    "agencies.post_twice",
                    Text.of(f"岗位 {post.id} 写了两次。", f"Post {post.id} is written twice."),
                    Text.of("每个岗位用唯一编号。", "Give each post its own id."),
                    "posts", position, "id",
                )  # fmt: skip


def _code_problems(entry: Entry[AgencyEntry], codes: Counter[str]) -> Iterator[PackProblem]:
    code = entry.model.code
    try:
        uscc.parse(code)
    except CodeFault as fault:
        yield entry.problem("agencies.code_wrong", fault.message, fault.mend, "code")
    if codes[code] > 1:
        yield entry.problem(
            "agencies.code_twice",
            Text.of(f"代码 {code} 属于两个机构。", f"Two organisations share the code {code}."),
            Text.of("每个机构一个代码。", "One code belongs to one organisation."),
            "code",
        )


def _place_problems(
    entry: Entry[AgencyEntry], parents: dict[str, str | None], pack: PackView
) -> Iterator[PackProblem]:
    model = entry.model
    if model.parent and pack.lacks(NAME, model.parent):
        yield entry.problem(
            "agencies.parent_unknown",
            Text.of(
                f"上级机构 {model.parent} 不在本内容包中。",
                f"The parent {model.parent} is not in this pack.",
            ),
            Text.of("写上级机构的 short。", "Write the `short` of the parent organisation."),
            "parent",
        )
    chain = list(chain_of_parents(parents, entry.key))
    if len(chain) != len(set(chain)):
        yield entry.problem(
            "agencies.parents_in_a_circle",
            Text.of("上级机构绕成了一个圈。", "The parents form a circle."),
            Text.of("改正其中一个 parent。", "Correct one of the parents."),
            "parent",
        )
    regions = {model.region, *(post.region for post in model.posts if post.region)}
    for region in sorted(regions):
        if pack.lacks("divisions", region):
            yield entry.problem(
                "agencies.region_unknown",
                Text.of(
                    f"区划 {region} 不在本内容包中。", f"Division {region} is not in the pack."
                ),
                Text.of("写 divisions 中的代码。", "Write a code from the shelf `divisions`."),
                "region",
            )
