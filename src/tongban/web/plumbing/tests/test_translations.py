"""Chinese is complete: every English message of the templates and pages has a translation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tongban.web.plumbing.translations import catalogues, compile_stale

WEB = Path(__file__).resolve().parents[2]
IN_TEMPLATE = re.compile(r"{%\s*translate\s+([\"'])((?:(?!\1).)*)\1")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
IN_PYTHON = re.compile(r'\b(?:_|gettext|gettext_lazy)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
AREAS = sorted({path.parents[2].parent for path in catalogues()})


def said_in(area: Path) -> set[str]:
    found: set[str] = set()
    for path in sorted(area.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found |= {match[2] for match in IN_TEMPLATE.finditer(text)}
        for match in BLOCK.finditer(text):
            trimmed = " ".join(line.strip() for line in match[1].strip().splitlines())
            found.add(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", trimmed))
    for path in sorted(area.rglob("*.py")):
        for match in IN_PYTHON.finditer(path.read_text(encoding="utf-8")):
            pieces = re.findall(r'"(?:[^"\\]|\\.)*"', match[1])
            found.add("".join(json.loads(piece) for piece in pieces))
    return found


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_every_message_has_chinese(area: Path):
    with (area / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as lines:
        known = {message.id: message.string for message in read_po(lines, locale="zh_Hans")}
    said = said_in(area)
    assert not {message for message in said if not known.get(message)}
    assert not {message for message in known if message and message not in said}


def test_a_message_has_one_chinese_since_the_areas_share_one_catalogue():
    said: dict[object, set[str]] = {}
    for area in AREAS:
        with (area / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as lines:
            for message in read_po(lines, locale="zh_Hans"):
                if message.id:
                    said.setdefault(message.id, set()).add(str(message.string))
    assert not {message: chinese for message, chinese in said.items() if len(chinese) > 1}


def test_compiling_twice_writes_nothing():
    compile_stale()
    assert compile_stale() == 0
