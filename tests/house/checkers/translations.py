"""zh-Hans complete: every phrase of the pages has its Chinese, none fuzzy, none left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.house.violation import Violation

_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
_NAMED = re.compile(r"%\((\w+)\)[sd]|%[sd]|{(\w*)}")
Key = tuple[str, str]


def check(root: Path) -> list[Violation]:
    """Every area of ``web``, against the catalogues of all areas together."""
    translated = _translated(root)
    found = [fault for path in _po_files(root) for fault in _faults(root, path)]
    used: set[Key] = set()
    for where, key in _phrases(root):
        used.add(key)
        if key not in translated:
            mend = "Translate it in the .po file of its area (make translations)."
            found.append(Violation(where, f"“{key[1]}” has no Chinese.", mend))
    for key, where in sorted(translated.items()):
        if key not in used:
            mend = "Take it out."
            found.append(Violation(where, f"“{key[1]}” is translated but never said.", mend))
    return found


def _po_files(root: Path) -> list[Path]:
    return sorted((root / "src/tongban/web").glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))


def _key(message: Message) -> Key:
    words = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", words


def _read(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale="zh_Hans", abort_invalid=True)


def _translated(root: Path) -> dict[Key, str]:
    table = {}
    for path in _po_files(root):
        for message in _read(path):
            whole = all(message.string) if isinstance(message.string, tuple) else message.string
            if message.id and whole and not message.fuzzy:
                table[_key(message)] = f"{path.relative_to(root)}:{message.lineno or 1}"
    return table


def _faults(root: Path, path: Path) -> Iterator[Violation]:
    for message in _read(path):
        where = f"{path.relative_to(root)}:{message.lineno or 1}"
        if message.id and message.fuzzy:
            yield Violation(where, f"“{_key(message)[1]}” is fuzzy.", "Check it, drop the mark.")
        chinese = message.string if isinstance(message.string, str) else message.string[-1]
        if message.id and chinese and _names(chinese) != _names(_last(message)):
            yield Violation(
                where,
                f"“{_key(message)[1]}” and its Chinese do not fill in the same values.",
                "Use the same named placeholders in both.",
            )


def _last(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[-1]


def _names(words: str) -> set[str]:
    return {match[0] for match in _NAMED.finditer(words)}


def _phrases(root: Path) -> Iterator[tuple[str, Key]]:
    web = root / "src/tongban/web"
    for path in [*sorted(web.rglob("*.py")), *sorted(web.rglob("templates/**/*.html"))]:
        if "tests" in path.relative_to(web).parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            source = templatize(source)
        for line, words, _, context in extract(
            "python", BytesIO(source.encode("utf-8")), _KEYWORDS, options={"encoding": "utf-8"}
        ):
            first = words if isinstance(words, str) else words[0]
            if first:
                yield f"{path.relative_to(root)}:{line}", (context or "", first)
