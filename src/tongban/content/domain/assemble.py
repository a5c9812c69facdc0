"""From the files of a folder to a pack: parsed, validated, looked across; every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongban.content.domain.limits import DEFAULT_LIMITS, PackLimits
from tongban.content.domain.plain_words import read_model
from tongban.content.domain.problems import PackProblem
from tongban.content.domain.shelf import Entry, Manifest, PackView, Shelf
from tongban.content.domain.tree import Document, Lines
from tongban.content.domain.yaml_reader import UnreadableYaml, read_yaml
from tongban.kernel.text import Text

MANIFEST_FILE = "pack.yaml"
FORMAT = 1


@dataclass(slots=True)
class Assembly:
    """A pack while it is put together."""

    problems: list[PackProblem] = field(default_factory=list)
    manifest: Manifest | None = None
    entries: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    bodies: dict[str, dict[str, object]] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def view(self) -> PackView:
        """The pack as shelves' checks see it (a stand-in manifest when its own is faulty)."""
        manifest = self.manifest or Manifest(
            format=FORMAT, code="?", version="?", title=Text.of("?", "?"), division="?"
        )
        return PackView(
            manifest=manifest,
            shelves=self.entries,
            named={name: frozenset(keys) for name, keys in self.named.items()},
            unread=frozenset(self.unread),
        )


def assemble(
    files: Mapping[str, bytes],
    shelves: Sequence[Shelf],
    limits: PackLimits = DEFAULT_LIMITS,
) -> Assembly:
    """Read every file, fill the shelves, run every shelf's checks."""
    pack = Assembly()
    by_name = {shelf.name: shelf for shelf in shelves}
    if MANIFEST_FILE not in files:
        pack.problems.append(_no_manifest())
    for name, raw in files.items():
        if name.endswith((".yaml", ".yml")):
            _take_file(pack, name, raw, by_name, limits)
    view = pack.view()
    for shelf in shelves:
        pack.problems.extend(shelf.check(view.entries(shelf.name), view))
    pack.problems.sort(key=lambda fault: (fault.file, fault.line, fault.code))
    return pack


def _take_file(
    pack: Assembly, name: str, raw: bytes, by_name: Mapping[str, Shelf], limits: PackLimits
) -> None:
    folder = name.partition("/")[0]
    if name != MANIFEST_FILE and folder not in by_name:
        pack.problems.append(_no_shelf(name, tuple(by_name)))
        return
    try:
        document, duplicates = read_yaml(raw, limits)
    except UnreadableYaml as fault:
        pack.problems.append(fault.as_problem(name))
        pack.unread.add(folder)
        return
    pack.problems.extend(duplicate.as_problem(name) for duplicate in duplicates)
    if name == MANIFEST_FILE:
        _take_manifest(pack, name, document)
    elif isinstance(document.value, list):
        for index, value in enumerate(document.value):
            _take_entry(pack, by_name[folder], name, value, document.lines.below(index))
    else:
        _take_entry(pack, by_name[folder], name, document.value, document.lines)


def _take_manifest(pack: Assembly, name: str, document: Document) -> None:
    model, faults = read_model(Manifest, document.value, name, document.lines)
    pack.problems.extend(faults)
    if isinstance(model, Manifest):
        pack.manifest = model
        if model.format != FORMAT:
            pack.problems.append(_wrong_format(name, document.lines.at("format"), model.format))


def _take_entry(pack: Assembly, shelf: Shelf, name: str, value: object, lines: Lines) -> None:
    raw_key = value.get(shelf.key) if isinstance(value, dict) else None
    if raw_key is not None:
        pack.named.setdefault(shelf.name, set()).add(str(raw_key))
    model, faults = read_model(shelf.schema, value, name, lines)
    pack.problems.extend(faults)
    if model is None:
        if raw_key is None:
            pack.unread.add(shelf.name)
        return
    entry = Entry(str(getattr(model, shelf.key)), model, name, lines.at(), lines)
    pack.named.setdefault(shelf.name, set()).add(entry.key)
    standing = pack.entries.setdefault(shelf.name, {}).setdefault(entry.key, entry)
    if standing is not entry:
        pack.problems.append(_twice(entry, standing, shelf))
        return
    pack.bodies.setdefault(shelf.name, {})[entry.key] = value


def _twice(entry: Entry[Any], standing: Entry[Any], shelf: Shelf) -> PackProblem:
    first = f"{standing.file}:{standing.line}"
    return entry.problem(
        "content.entry_written_twice",
        Text.of(
            f"{shelf.name} 里“{entry.key}”写了两次，第一次在 {first}。",
            f"“{entry.key}” is written twice in {shelf.name}; first at {first}.",
        ),
        Text.of("只留一个，或者改一个代码。", "Keep one, or change one of the codes."),
        shelf.key,
    )


def _no_manifest() -> PackProblem:
    return PackProblem(
        MANIFEST_FILE,
        1,
        "content.manifest_missing",
        Text.of("没有 pack.yaml。", "There is no pack.yaml."),
        Text.of(
            "写一个：format、code、version、title、division。",
            "Write one with format, code, version, title and division.",
        ),
    )


def _wrong_format(name: str, line: int, written: int) -> PackProblem:
    return PackProblem(
        name,
        line,
        "content.format_unknown",
        Text.of(
            f"内容包格式 {written} 读不了，这个版本读格式 {FORMAT}。",
            f"Pack format {written} cannot be read; this release reads format {FORMAT}.",
        ),
        Text.of(f"改成 format: {FORMAT}。", f"Write format: {FORMAT}."),
    )


def _no_shelf(name: str, known: tuple[str, ...]) -> PackProblem:
    listing = "、".join(known)
    return PackProblem(
        name,
        1,
        "content.folder_unknown",
        Text.of(
            f"没有哪个模块读这个文件夹，可用的有：{listing}。",
            f"No room reads this folder; there are: {', '.join(known)}.",
        ),
        Text.of("移到对的文件夹，或者删掉。", "Move it to the right folder, or delete it."),
    )
