"""YAML read strictly and safely: events only, no tags, no aliases, a line for every part.

Only the plain values of the YAML 1.2 core schema are understood, so ``no`` stays a word, ``0123``
stays a code and dates stay text until a schema asks for a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from tongban.content.domain.limits import DEFAULT_LIMITS, PackLimits
from tongban.content.domain.problems import PackProblem
from tongban.content.domain.tree import Document, Lines, Path
from tongban.kernel.text import Text

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"^[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"^[-+]?(0|[1-9][0-9]*)\.[0-9]+$")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_ALLOWED_TAGS = frozenset({None, "!"})


class UnreadableYaml(ValueError):
    """The document cannot be understood; carries the one problem that stopped reading."""

    def __init__(self, line: int, code: str, message: Text, mend: Text) -> None:
        super().__init__(message.zh)
        self.line = line
        self.code = code
        self.message = message
        self.mend = mend

    def as_problem(self, file: str) -> PackProblem:
        """The fault as a line of the report."""
        return PackProblem(file, self.line, self.code, self.message, self.mend)


def read_yaml(raw: bytes, limits: PackLimits = DEFAULT_LIMITS) -> tuple[Document, list[Duplicate]]:
    """Parse one document; duplicate keys are collected, anything worse raises UnreadableYaml."""
    if len(raw) > limits.file_bytes:
        raise UnreadableYaml(
            1,
            "content.file_too_large",
            Text.of(
                f"文件有 {len(raw)} 字节，超过上限 {limits.file_bytes}。",
                f"The file has {len(raw)} bytes; the limit is {limits.file_bytes}.",
            ),
            Text.of("把它拆成几个文件。", "Split it into several files."),
        )
    builder = _Builder(limits)
    words = _decode(raw)
    try:
        for event in yaml.parse(words, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as fault:
        raise _not_yaml(fault, words) from None
    return builder.document(), builder.duplicates


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key written twice in one mapping."""

    key: str
    line: int
    first_line: int

    def as_problem(self, file: str) -> PackProblem:
        """The fault as a line of the report."""
        return PackProblem(
            file,
            self.line,
            "content.key_written_twice",
            Text.of(
                f"“{self.key}”在同一处写了两次，第一次在第 {self.first_line} 行。",
                f"“{self.key}” is written twice here; first on line {self.first_line}.",
            ),
            Text.of("只留一个。", "Keep only one."),
        )


@dataclass(slots=True)
class _Frame:
    """A mapping or list being filled."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_lines: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Builder:
    """Turns parser events into values, counting as it goes."""

    limits: PackLimits
    lines: dict[Path, int] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0
    root: Any = None

    def take(self, event: yaml.Event) -> None:
        """Handle one event of the parser."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.DocumentStartEvent():
                self._start_document(line)
            case yaml.AliasEvent():
                raise _alias(line)
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.MappingStartEvent():
                self._open({}, event, line)
            case yaml.SequenceStartEvent():
                self._open([], event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()

    def document(self) -> Document:
        """The finished document."""
        if self.root is None:
            raise UnreadableYaml(
                1,
                "content.file_empty",
                Text.of("文件是空的。", "The file is empty."),
                Text.of("写上内容，或者删掉它。", "Write something in it, or delete it."),
            )
        return Document(self.root, Lines(self.lines))

    def _start_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise UnreadableYaml(
                line,
                "content.several_documents",
                Text.of(
                    "一个文件里写了几份文档（---）。", "The file holds several documents (---)."
                ),
                Text.of("一份文档一个文件。", "Put each document into its own file."),
            )

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        _refuse_anchor_and_tag(event, line)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event.value, line)
            return
        self._count(line)
        plain = event.implicit[0] and not event.style
        self._place(_plain(event.value, self.limits) if plain else event.value, line)

    def _key(self, frame: _Frame, key: str, line: int) -> None:
        first = frame.key_lines.get(key)
        if first is not None:
            self.duplicates.append(Duplicate(key, line, first))
        frame.key = key
        frame.key_lines.setdefault(key, line)
        self.lines.setdefault((*frame.path, key), line)

    def _open(self, value: dict[str, Any] | list[Any], event: Any, line: int) -> None:
        _refuse_anchor_and_tag(event, line)
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            raise UnreadableYaml(
                line,
                "content.key_not_a_word",
                Text.of("键只能是一个词，不能是列表或映射。", "A key must be a word, not a list."),
                Text.of("把键写成一个词。", "Write the key as one word."),
            )
        self._count(line)
        if len(self.stack) >= self.limits.nesting:
            raise UnreadableYaml(
                line,
                "content.nested_too_deep",
                Text.of(
                    f"嵌套超过 {self.limits.nesting} 层。",
                    f"Nested deeper than {self.limits.nesting} levels.",
                ),
                Text.of("把内容摊平。", "Flatten the content."),
            )
        path = self._place(value, line)
        self.stack.append(_Frame(value, path))

    def _place(self, value: Any, line: int) -> Path:
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            path: Path = (*frame.path, len(frame.value))
            frame.value.append(value)
            self.lines[path] = line
            return path
        key = frame.key or ""
        frame.key = None
        frame.value.setdefault(key, value)
        return (*frame.path, key)

    def _count(self, line: int) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes_per_file:
            raise UnreadableYaml(
                line,
                "content.too_many_parts",
                Text.of(
                    f"一个文件里超过 {self.limits.nodes_per_file} 项。",
                    f"More than {self.limits.nodes_per_file} parts in one file.",
                ),
                Text.of("把它拆成几个文件。", "Split it into several files."),
            )


def _decode(raw: bytes) -> str:
    """UTF-8 with or without a byte order mark; nothing else."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise UnreadableYaml(
            line,
            "content.not_utf8",
            Text.of("文件不是 UTF-8 编码。", "The file is not encoded in UTF-8."),
            Text.of("另存为 UTF-8 编码。", "Save the file again as UTF-8."),
        ) from None


def _plain(words: str, limits: PackLimits) -> object:
    """An unquoted scalar under the core schema, decimals kept exact."""
    lowered = words.lower() if len(words) <= 5 else words
    if lowered in _WORDS:
        return _WORDS[lowered]
    if len(words) > limits.number_digits:
        return words
    if _INTEGER.match(words):
        return int(words) if words[0] != "+" else words
    if _DECIMAL.match(words):
        return Decimal(words) if words[0] != "+" else words
    return words


def _refuse_anchor_and_tag(event: Any, line: int) -> None:
    if event.anchor is not None:
        raise _alias(line)
    if event.tag not in _ALLOWED_TAGS:
        raise UnreadableYaml(
            line,
            "content.tag_not_allowed",
            Text.of(f"不能使用标签 {event.tag}。", f"The tag {event.tag} is not allowed."),
            Text.of("去掉标签，只写内容。", "Remove the tag and write the plain content."),
        )


def _alias(line: int) -> UnreadableYaml:
    return UnreadableYaml(
        line,
        "content.alias_not_allowed",
        Text.of("不能使用锚点（&）和别名（*）。", "Anchors (&) and aliases (*) are not allowed."),
        Text.of(
            "把内容完整写出来；以 & 或 * 开头的文字请加引号。",
            "Write the content out; put words that begin with & or * in quotes.",
        ),
    )


def _not_yaml(fault: yaml.YAMLError, words: str) -> UnreadableYaml:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    detail = str(getattr(fault, "problem", "") or fault).strip()
    written = words.splitlines()[line - 1 : line]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        return UnreadableYaml(
            line,
            "content.tab_used",
            Text.of("这里用了制表符（Tab）。", "A tab character is used here."),
            Text.of("缩进改用空格。", "Indent with spaces."),
        )
    return UnreadableYaml(
        line,
        "content.not_yaml",
        Text.of(
            f"这一行附近不是正确的 YAML（{detail}）。",
            f"Not correct YAML near this line ({detail}).",
        ),
        Text.of(
            "检查缩进、冒号后的空格和引号是否成对。",
            "Check the indentation, the space after colons, and that quotes are closed.",
        ),
    )
