"""Every citation anywhere in a pack must name an article that is there and still stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from tongban.content.api import Entry, PackProblem, PackView
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.schema import StatuteEntry, VersionEntry

Path = tuple[str | int, ...]
_WRITTEN = re.compile(r"[a-z][a-z0-9-]*/[0-9][0-9.-]*@\d{4}-\d{2}-\d{2}")


def check_laws(entries: tuple[Entry[Any], ...], pack: PackView) -> Iterable[PackProblem]:
    """Faults of the statutes themselves, then every dead citation on every shelf."""
    statutes: dict[str, Entry[StatuteEntry]] = {entry.key: entry for entry in entries}
    for entry in entries:
        yield from _versions_in_order(entry)
    for shelf in pack.shelves:
        for citing in pack.entries(shelf):
            for path, ref in _citations(citing.model, ()):
                yield from _check_citation(citing, path, ref, statutes, pack)


def _versions_in_order(entry: Entry[StatuteEntry]) -> Iterator[PackProblem]:
    """Texts of one statute must not hold at the same time."""
    texts = sorted(enumerate(entry.model.versions), key=lambda pair: pair[1].valid_from)
    for (_, older), (index, newer) in pairwise(texts):
        if older.valid_until is None or older.valid_until > newer.valid_from:
            yield entry.problem(
                "laws.versions_overlap",
                Text.of(
                    f"{older.version} 的文本没有在 {newer.valid_from} 之前失效。",
                    f"The text of {older.version} does not end before {newer.valid_from}.",
                ),
                Text.of(
                    "给旧文本写上 valid_until（新文本施行之日）。",
                    "Give the older text a valid_until: the day the newer one takes effect.",
                ),
                "versions",
                index,
                "valid_from",
            )


def _citations(value: object, path: Path) -> Iterator[tuple[Path, ArticleRef]]:
    """All citations inside a value (also those a schema keeps as text), and where they stand."""
    if isinstance(value, ArticleRef):
        yield path, value
    elif isinstance(value, str):
        if _WRITTEN.fullmatch(value):
            yield path, ArticleRef.parse(value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _citations(part, (*path, key.value if isinstance(key, Enum) else str(key)))
    elif isinstance(value, (list, tuple)):
        for index, part in enumerate(value):
            yield from _citations(part, (*path, index))


def _check_citation(
    citing: Entry[Any],
    path: Path,
    ref: ArticleRef,
    statutes: dict[str, Entry[StatuteEntry]],
    pack: PackView,
) -> Iterator[PackProblem]:
    statute = statutes.get(ref.statute)
    if statute is None:
        if pack.lacks("laws", ref.statute):
            yield _dead(citing, path, ref, ", ".join(sorted(statutes)))
        return
    text = next(
        (text for text in statute.model.versions if text.version.isoformat() == ref.version), None
    )
    if text is None:
        known = ", ".join(text.version.isoformat() for text in statute.model.versions)
        yield _dead(citing, path, ref, known)
    elif ref.article not in {entry.article for entry in text.articles}:
        known = ", ".join(entry.article for entry in text.articles)
        yield _dead(citing, path, ref, known)
    elif text.valid_until is not None:
        yield _superseded(citing, path, ref, text)


def _dead(citing: Entry[Any], path: Path, ref: ArticleRef, known: str) -> PackProblem:
    return citing.problem(
        "laws.citation_not_found",
        Text.of(f"引用的条文不在 laws/ 里：{ref}", f"The cited article is not in laws/: {ref}"),
        Text.of(
            f"改正引用，或者把条文补进 laws/。这里有：{known}",
            f"Correct it, or add the article to laws/. There are: {known}",
        ),
        *path,
    )


def _superseded(citing: Entry[Any], path: Path, ref: ArticleRef, text: VersionEntry) -> PackProblem:
    return citing.problem(
        "laws.citation_not_in_force",
        Text.of(
            f"引用的文本已于 {text.valid_until} 失效：{ref}",
            f"The cited text ceased to hold on {text.valid_until}: {ref}",
        ),
        Text.of("改引现行文本。", "Cite the text now in force."),
        *path,
    )
