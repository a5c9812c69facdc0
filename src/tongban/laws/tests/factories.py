"""A small statute book, written the way a pack writes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from tongban.content.api import Entry, Manifest, PackView, ReleaseView
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.laws.actions.publish_statutes import publish_statutes
from tongban.laws.schema import StatuteEntry

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RELEASE = ReleaseView("toys", "1", "0" * 64, 1, "rel_1", Text.of("包", "Pack"), NOW, 1)


def text(words: str) -> dict[str, str]:
    return {"zh-Hans": words, "en": words}


def version(day: str, start: str, end: str | None = None, *articles: str) -> dict[str, Any]:
    return {
        "version": day,
        "valid_from": start,
        "valid_until": end,
        "articles": [
            {"article": number, "text_kind": "full", "text": text(f"{number} of {day}")}
            for number in articles or ("1", "42", "42.2")
        ],
    }


def statute(*versions: dict[str, Any], code: str = "xuke-fa") -> StatuteEntry:
    return TypeAdapter(StatuteEntry).validate_python(
        {
            "code": code,
            "title": text("行政许可法"),
            "rank": "law",
            "issuer": text("人大"),
            "versions": versions or (version("2019-04-23", "2019-04-23"),),
        }
    )


def entries(*statutes: StatuteEntry) -> tuple[Entry[StatuteEntry], ...]:
    return tuple(Entry(each.code, each, f"laws/{each.code}.yaml", 1) for each in statutes)


def pack(*laws: StatuteEntry, **shelves: tuple[Entry[Any], ...]) -> PackView:
    filled = {"laws": entries(*laws), **shelves}
    return PackView(
        manifest=Manifest(format=1, code="t", version="1", title=Text.of("t"), division="990000"),
        shelves={name: {each.key: each for each in held} for name, held in filled.items()},
        named={name: frozenset(each.key for each in held) for name, held in filled.items()},
    )


def publish(*statutes: StatuteEntry) -> None:
    publish_statutes(
        actor=Actor.system("test"), entries=entries(*statutes), release=RELEASE, now=NOW
    )
