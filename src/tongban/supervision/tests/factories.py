"""A plan, its inspectors, and firms whose approvals are overseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tongban.agencies.tests.factories import CODE, a_post, an_entry
from tongban.agencies.tests.factories import publish as publish_agencies
from tongban.identity.tests.factories import a_firm
from tongban.kernel.actor import Actor, ActorKind, Assurance, Duty, Post
from tongban.kernel.ids import new_id
from tongban.ledger.api import sequence_leaves
from tongban.supervision.actions.tell_supervisor import tell_supervisor
from tongban.supervision.api import hold_draws
from tongban.supervision.models import OversightPlan

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLAN, ITEM = "plan-a", "11990102000102111A4992000010000"
POSTS = tuple(f"inspect-{n}" for n in range(1, 5))


def a_plan(*, count: int = 3, posts: tuple[str, ...] = POSTS, item: str = ITEM) -> None:
    """One plan of two inspectors a business, and the body that carries it out."""
    publish_agencies(an_entry(posts=[a_post(post, "inspector") for post in posts]))
    publish_plan(count=count, item=item)


def publish_plan(*, count: int = 3, item: str = ITEM) -> None:
    """The plan alone, where the body stands already."""
    OversightPlan.objects.create(
        code=PLAN,
        version=1,
        digest="0" * 64,
        definition={
            "name": {"zh-Hans": "随机抽查", "en": "Random inspection"},
            "items": [item],
            "supervisor": CODE,
            "count": count,
            "each": 2,
            "article": "yingshang-tiaoli/54@2019-10-22",
        },
        release_id="release_1",
        published_at=NOW,
    )


def told(subject_id: str, *, case_id: str | None = None, item: str = ITEM) -> str | None:
    """An approval reaches the overseeing body."""
    return tell_supervisor(
        case_id=case_id or new_id("case"),
        case_number="9901022026030200000001",
        item_code=item,
        subject_id=subject_id,
        region="990102",
        decided_at=NOW,
        now=NOW + timedelta(seconds=1),
    )


def told_firms(count: int) -> list[str]:
    """Approvals of this many fresh firms."""
    firms = [a_firm(f"示例第{n}有限公司").id for n in range(1, count + 1)]
    for firm in firms:
        told(firm)
    return firms


def an_inspector(post: str = POSTS[0], *, agency: str = CODE, region: str = "990102") -> Actor:
    """Who holds one inspecting post."""
    return Actor(
        kind=ActorKind.OFFICER,
        subject_id="person_inspector",
        account_id=f"account_{post}",
        posts=(Post(post, agency, "urban-management", region, frozenset({Duty.INSPECTOR})),),
        assurance=Assurance.L5,
    )


def held() -> None:
    """The log places the announcement, and the clock holds the draw."""
    sequence_leaves(NOW)
    hold_draws(NOW + timedelta(seconds=3))
