"""Shelves: which room reads which folder of a pack, and what it finds there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from tongban.content.domain.fields import LocalText, PackModel
from tongban.content.domain.problems import PackProblem, Severity
from tongban.content.domain.tree import Lines
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

M = TypeVar("M", bound=BaseModel)


class Manifest(PackModel):
    """``pack.yaml``: what the pack calls itself.

    ``format`` is the version of the pack format (1), ``version`` the author's own label.
    """

    format: int
    code: str
    version: str
    title: LocalText
    division: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One well-formed entry of a shelf and where it is written."""

    key: str
    model: M
    file: str
    line: int
    lines: Lines = field(default_factory=Lines, repr=False, compare=False)

    def line_of(self, *path: str | int) -> int:
        """Line of a part: ``entry.line_of("materials", 2, "source")``."""
        return self.lines.at(*path)

    def problem(
        self,
        code: str,
        message: Text,
        mend: Text,
        *path: str | int,
        severity: Severity = Severity.ERROR,
    ) -> PackProblem:
        """A fault of this entry, placed on the line of ``path`` inside it."""
        return PackProblem(self.file, self.line_of(*path), code, message, mend, severity)


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A published release 发布版本 of a pack; never changes.

    ``number`` counts from 1 per pack, ``version`` is the author's label, ``digest`` the SM3 hex of
    the canonical list of files.
    """

    pack: str
    version: str
    digest: str
    number: int
    id: str
    title: Text
    published_at: datetime
    entries: int


class Check(Protocol):
    """A shelf's cross-checks: all faults of its entries, seen within the whole pack."""

    def __call__(self, entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
        """Yield every fault; never raise for a fault of the pack."""


class Publish(Protocol):
    """A shelf's publication: write the entries into the room's own tables, idempotently."""

    def __call__(
        self, *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
    ) -> None:
        """Run inside the publication's transaction."""


def _no_check(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    del entries, pack
    return ()


def _no_publish(
    *, actor: Actor, entries: tuple[Entry[Any], ...], release: ReleaseView, now: datetime
) -> None:
    del actor, entries, release, now


@dataclass(frozen=True, slots=True)
class Shelf:
    """One folder of a pack, owned by one room.

    ``name`` is the folder, ``schema`` the pydantic model of one entry, ``key`` the attribute that
    identifies an entry. A file holds one entry (a mapping) or several (a list of mappings).
    """

    name: str
    schema: type[BaseModel]
    check: Check = _no_check
    publish: Publish = _no_publish
    key: str = "code"


@dataclass(frozen=True, slots=True)
class PackView:
    """All well-formed entries of a pack, for checks that look across shelves.

    ``named`` also holds the keys of entries that are written but faulty, and ``unread`` the shelves
    with unreadable files: so one fault is never reported again as a missing reference.
    """

    manifest: Manifest
    shelves: Mapping[str, Mapping[str, Entry[Any]]]
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def entries(self, shelf: str) -> tuple[Entry[Any], ...]:
        """Entries of a shelf in file order; empty when the pack has no such folder."""
        return tuple(self.shelves.get(shelf, {}).values())

    def entry(self, shelf: str, key: str) -> Entry[Any] | None:
        """The well-formed entry with this key."""
        return self.shelves.get(shelf, {}).get(key)

    def lacks(self, shelf: str, key: str) -> bool:
        """Whether the pack certainly has no entry ``key`` on ``shelf`` (use for references)."""
        return shelf not in self.unread and key not in self.named.get(shelf, frozenset())
