"""A table to test with: endorsement of a residence permit 居住证签注."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tongban.content.api import Entry, ReleaseView
from tongban.decisions.shelf import SHELVES, TableFile
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
ARTICLE = "juzhuzheng-tiaoli/10@2016-01-01"

ENDORSEMENT: dict[str, Any] = {
    "code": "residence-permit-endorsement",
    "title": {"zh-Hans": "居住证签注", "en": "Residence permit endorsement"},
    "articles": [ARTICLE],
    "inputs": [
        {"name": "status", "element": "person.permit_status", "kind": "text"},
        {"name": "until", "element": "person.permit_valid_until", "kind": "date"},
        {"name": "insured_months", "element": "person.insured_months", "kind": "number"},
    ],
    "derive": {"last_day": "d(until).add(1, 'month')"},
    "rows": [
        {
            "code": "in-window",
            "when": "status == 'valid' and d(today) <= d(last_day) and insured_months >= 6",
            "outcome": "pass",
            "reason": {"zh-Hans": "证件有效且连续就业", "en": "Valid permit, steady work"},
            "article": ARTICLE,
        },
        {
            "code": "permit-not-valid",
            "when": "status != 'valid'",
            "outcome": "to-person",
            "reason": {"zh-Hans": "居住证状态异常", "en": "The permit is not valid"},
            "article": ARTICLE,
        },
        {
            "code": "few-months",
            "when": "insured_months < 6",
            "outcome": "to-person",
            "reason": {"zh-Hans": "参保不足六个月", "en": "Insured for under six months"},
            "article": ARTICLE,
        },
    ],
}


def table_file(**changes: Any) -> TableFile:
    """The table, with some keys replaced."""
    return TableFile.model_validate({**ENDORSEMENT, **changes})


def a_release() -> ReleaseView:
    """A release to publish under."""
    return ReleaseView(
        pack="tests",
        version="1",
        digest="0" * 64,
        number=1,
        id="rel_test",
        title=Text.of("测试", "Test"),
        published_at=NOW,
        entries=1,
    )


def publish_table(file: TableFile) -> None:
    """Publish one table as a pack release does."""
    (shelf,) = SHELVES
    entry = Entry(file.code, file, f"decisions/{file.code}.yaml", 1)
    shelf.publish(actor=SYSTEM, entries=(entry,), release=a_release(), now=NOW)
