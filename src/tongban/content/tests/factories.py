"""A small pack on disk and a toy shelf that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from tongban.content import registry
from tongban.content.api import (
    Citation,
    Entry,
    LocalText,
    PackModel,
    PackProblem,
    PackView,
    ReleaseView,
    Shelf,
)
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

MANIFEST = """\
format: 1
code: toys
version: "2026.1"
title: {zh-Hans: 玩具, en: Toys}
division: 990000
"""
BALL = """\
code: ball
name: {zh-Hans: 球, en: Ball}
weight: 3
"""


class Toy(PackModel):
    code: str = Field(pattern=r"^[a-z0-9-]+$")
    name: LocalText
    weight: int = Field(ge=0, default=0)
    like: str | None = None
    basis: Citation | None = None


class Shelves:
    """What the toy shelf was told; publications are kept to look at."""

    def __init__(self) -> None:
        self.published: list[tuple[str, ...]] = []
        self.break_on_publish = False

    def check(self, entries: tuple[Entry[Toy], ...], pack: PackView) -> Iterable[PackProblem]:
        for entry in entries:
            if entry.model.like and pack.lacks("toys", entry.model.like):
                yield entry.problem(
                    "toys.unlike",
                    Text.of("没有这个玩具", "no such toy"),
                    Text.of("改", "mend"),
                    "like",
                )

    def publish(
        self, *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
    ) -> None:
        self.published.append(tuple(entry.key for entry in entries))
        if self.break_on_publish:
            raise RuntimeError("the shelf fell down")


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> Shelves:
    toys = Shelves()
    shelf = Shelf("toys", Toy, check=toys.check, publish=toys.publish)
    monkeypatch.setattr(registry, "_SHELVES", {"toys": shelf})
    return toys


def write_pack(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A pack with one ball, changed and completed by ``files`` (None removes a file)."""
    written: dict[str, Any] = {"pack.yaml": MANIFEST, "toys/ball.yaml": BALL} | (files or {})
    for name, content in written.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
