"""Ready-made organisations for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from tongban.agencies.api import AgencyEntry, publish_agencies
from tongban.kernel.actor import Actor

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
CODE = "11990102000102613W"


def an_entry(**changes: object) -> AgencyEntry:
    """A county bureau with a window post and an approving post."""
    given: dict = {
        "code": CODE,
        "short": "cgj-990102",
        "name": {"zh-Hans": "明德区城市管理局", "en": "Mingde Urban Management"},
        "line": "urban-management",
        "region": "990102",
        "level": "county",
        "valid_from": "2019-03-01",
        "posts": [a_post("cgj-window", "window-clerk"), a_post("cgj-approve", "approver")],
    }
    return AgencyEntry.model_validate(given | changes)


def a_post(post_id: str, *duties: str, **changes: object) -> dict[str, object]:
    """A post as a pack writes it."""
    return {
        "id": post_id,
        "title": {"zh-Hans": "岗位", "en": "Post"},
        "duties": list(duties),
    } | changes


def publish(*entries: AgencyEntry, release: str = "release_1") -> tuple[str, ...]:
    """Publish a release that holds just these."""
    return publish_agencies(actor=SYSTEM, entries=entries, release=release, now=NOW)
