"""The design system keeps its promises: weight, no inline code, wired-up forms, contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

from tongban.web.design.parts import Field, FieldKind

STATIC = Path(__file__).resolve().parents[1] / "static" / "design"
WEB = Path(__file__).resolve().parents[2]


def test_all_styles_together_stay_light():
    assert sum(path.stat().st_size for path in STATIC.glob("*.css")) < 30_000


def test_all_scripts_together_stay_light():
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) < 8_000


def test_no_template_has_inline_code_or_foreign_files():
    for path in sorted(WEB.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), path


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _tokens(selector: str) -> dict[str, str]:
    css = (STATIC / "base.css").read_text(encoding="utf-8")
    block = css[css.index(selector) :].split("}", 1)[0]
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})[;\s]", block)
    return {name: c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for name, c in found}


@pytest.mark.parametrize(("selector", "least"), [(":root", 4.5), ('html[data-size="large"]', 7.0)])
def test_words_stand_out_from_their_ground(selector: str, least: float):
    tokens = _tokens(":root") | _tokens(selector)
    pairs = [(word, ground) for word in ("ink", "ink-2", "link") for ground in ("paper", "ground")]
    pairs += [("main-text", "main"), ("main", "tint")]
    pairs += [("good", "good-bg"), ("care", "care-bg"), ("bad", "bad-bg"), ("focus", "paper")]
    for word, ground in pairs:
        bound = 3.0 if word == "focus" else least
        assert contrast(tokens[word], tokens[ground]) >= bound, (word, ground)


@pytest.mark.parametrize(
    ("kind", "keyboard"), [("NUMBER", "numeric"), ("DECIMAL", "decimal"), ("TEXT", None)]
)
def test_a_whole_number_gets_a_keyboard_of_digits(kind: str, keyboard: str | None):
    field = Field("months", "Months", FieldKind[kind])
    drawn = Template("{% field one %}").render(Context({"one": field}))
    found = re.search(r'inputmode="(\w+)"', drawn)
    assert (found and found[1]) == keyboard


@pytest.mark.django_db
def test_every_field_is_labelled_and_described(client: Client):
    page = client.get("/design").content.decode()
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert len(ids) == len(re.findall(r'\sid="([^"]+)"', page))
    for target in re.findall(r'\sfor="([^"]+)"', page):
        assert target in ids
    for targets in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(targets.split()) <= ids
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids


@pytest.mark.django_db
def test_the_gallery_is_for_the_demo_only(client: Client, settings):
    settings.DEMO = False
    assert client.get("/design").status_code == 404
