"""Templates: a token in every form that posts, nothing inline or from elsewhere, none unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import modules
from tests.house.violation import Violation

_COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)
_POST_FORM = re.compile(r"<form\b[^>]*method=[\"']?post\b.*?(?:</form>|\Z)", re.I | re.S)
_INLINE = (
    (re.compile(r"<style\b", re.I), "a <style> block"),
    (re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/)", re.I), "inline script"),
    (re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I), "a style attribute"),
    (re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I), "an event attribute"),
    (re.compile(r"javascript:", re.I), "a javascript: address"),
)
_ELSEWHERE = re.compile(r"(?:https?:)?//(?=[\w-]+\.[\w.-]+)[^\s\"')]+", re.I)
_NAMESPACES = ("http://www.w3.org/",)


def check(root: Path) -> list[Violation]:
    """Every template and style sheet of the house, read as text."""
    found = []
    for path in _pages(root):
        text = _COMMENT.sub(_blank, path.read_text(encoding="utf-8"))
        where = str(path.relative_to(root))
        found += [*_forms(where, text), *_inline(where, text), *_elsewhere(where, text)]
    for path in sorted((root / "src").rglob("static/**/*.css")):
        if "vendor" not in path.parts:
            text = re.sub(r"/\*.*?\*/", _blank, path.read_text(encoding="utf-8"), flags=re.S)
            found += _elsewhere(str(path.relative_to(root)), text)
    return [*found, *_unused(root)]


def _pages(root: Path) -> list[Path]:
    return sorted((root / "src").rglob("templates/**/*.html"))


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _forms(where: str, text: str) -> Iterator[Violation]:
    for form in _POST_FORM.finditer(text):
        if "{% csrf_token %}" not in form[0]:
            at = f"{where}:{_line(text, form.start())}"
            mend = "Write {% csrf_token %} inside it."
            yield Violation(at, "A form posts without a forgery token.", mend)


def _inline(where: str, text: str) -> Iterator[Violation]:
    for pattern, name in _INLINE:
        for match in pattern.finditer(text):
            yield Violation(
                f"{where}:{_line(text, match.start())}",
                f"The page holds {name}, which its content security policy forbids.",
                "Put it into a static file, or a class.",
            )


def _elsewhere(where: str, text: str) -> Iterator[Violation]:
    for match in _ELSEWHERE.finditer(text):
        if not match[0].startswith(_NAMESPACES):
            yield Violation(
                f"{where}:{_line(text, match.start())}",
                f"It names {match[0]}, which is not ours.",
                "Ship the file with the project; take addresses of others from data.",
            )


def _unused(root: Path) -> Iterator[Violation]:
    said = _strings_naming_templates(root)
    for path in _pages(root):
        name = str(path).rpartition("/templates/")[2]
        if name not in said and not any(pattern.fullmatch(name) for pattern in _patterns(said)):
            yield Violation(
                str(path.relative_to(root)),
                "No view, tag or template uses it.",
                "Delete it, or show it somewhere.",
            )


def _patterns(said: set[str]) -> list[re.Pattern[str]]:
    return [re.compile(re.escape(s).replace("\0", r"[\w-]+")) for s in said if "\0" in s]


def _strings_naming_templates(root: Path) -> set[str]:
    said = set()
    for path in _pages(root):
        said |= set(re.findall(r"[\"']([\w./-]+\.html)[\"']", path.read_text(encoding="utf-8")))
    for module in modules(root):
        if module.is_test:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                said.add(str(node.value))
            elif isinstance(node, ast.JoinedStr):
                said.add("".join(str(getattr(v, "value", "")) if isinstance(v, ast.Constant)
                                 else "\0" for v in node.values))  # fmt: skip
    return {each for each in said if each.endswith(".html")}
