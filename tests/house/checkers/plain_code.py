"""Small laws of the code itself: no print, no signals, no bare code-list digits, both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import Module, imports, modules
from tests.house.violation import Violation

_CODED = re.compile(r"(^|_)(code|type|kind|status|state|level|form|channel|satisfaction)$")
_DIGITS = re.compile(r"\d{1,2}")
_LOGGING_VERBS = {"debug", "info", "warning", "error", "exception", "critical", "bind"}
_PERSONAL = re.compile(
    r"^(name|names|full_name|identifier|id_number|resident_id|phone|mobile|email|address|birth_date"
    r"|answers|applicant|holder|password|token|fields|payload|body)$"
)


def check(root: Path) -> list[Violation]:
    """All of them, over the product's own code."""
    laws = (_no_print, _no_signals, _no_bare_digits, _both_languages, _nothing_personal_logged)
    return [
        found
        for module in modules(root)
        if not module.is_test and not module.is_generated
        for law in laws
        for found in law(module)
    ]


def _calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def _no_print(module: Module) -> Iterator[Violation]:
    for call in _calls(module):
        if isinstance(call.func, ast.Name) and call.func.id in {"print", "breakpoint"}:
            mend = "Log it with structlog, or answer through the CLI's console."
            yield Violation(module.at(call), f"It calls {call.func.id}().", mend)


def _no_signals(module: Module) -> Iterator[Violation]:
    for found in imports(module):
        if found.module in {"django.dispatch", "django.db.models.signals", "django.core.signals"}:
            mend = "Publish an outbox event, or take a port that wiring fills."
            yield Violation(module.at(found.node), f"It imports {found.module}.", mend)


def _no_bare_digits(module: Module) -> Iterator[Violation]:
    """``item.type_code == "01"``: which list is that digit from?"""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            names = [n for n in map(_name, sides) if n and _CODED.search(n)]
            digits = [d for side in sides for d in _digit_strings(side)]
            if names and digits:
                yield Violation(
                    module.at(node),
                    f"{names[0]} is compared with the bare code {digits[0]!r}.",
                    "Name it in an enum with a namespaced code, mapped per profile.",
                )


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _digit_strings(node: ast.expr) -> list[str]:
    parts = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    values = [part.value for part in parts if isinstance(part, ast.Constant)]
    return [v for v in values if isinstance(v, str) and _DIGITS.fullmatch(v)]


def _both_languages(module: Module) -> Iterator[Violation]:
    """``Text.of("中文")`` leaves readers of English with nothing."""
    for call in _calls(module):
        if not _is_text_of(call.func):
            continue
        words = [a.value for a in call.args if isinstance(a, ast.Constant)]
        literal = isinstance(call.args[0], ast.Constant | ast.JoinedStr) if call.args else False
        named = {keyword.arg for keyword in call.keywords}
        if literal and (len(call.args) + len(named & {"en"}) < 2 or "" in words):
            mend = 'Write both: Text.of("中文", "English").'
            yield Violation(module.at(call), "A text is given in one language.", mend)


def _is_text_of(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "of"
        and getattr(function.value, "id", "") == "Text"
    )


def _nothing_personal_logged(module: Module) -> Iterator[Violation]:
    for call in _calls(module):
        verb = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        logger = _name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if verb in _LOGGING_VERBS and re.fullmatch(r"_?(log|logger|LOG)", logger):
            for keyword in call.keywords:
                if keyword.arg and _PERSONAL.match(keyword.arg):
                    yield Violation(
                        module.at(call),
                        f"It logs {keyword.arg}, which may say who a person is.",
                        "Log ids and codes only.",
                    )
