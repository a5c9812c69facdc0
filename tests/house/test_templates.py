"""Pages carry a forgery token, hold nothing inline, load nothing from elsewhere, define all."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context, Engine

from tests.house.checkers import templates
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept
from tests.strict.templates import Undefined, UndefinedVariable

PAGE = "src/tongban/web/portal/templates/portal/page.html"
VIEW = {"src/tongban/web/portal/views.py": "x = 'portal/page.html'\n"}


def test_the_pages_of_the_house_are_lawful():
    assert_kept(templates.check(REPO))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p>\n<form method="post"><input></form>', "page.html:2: A form posts without"),
        ('<form action="/x" method=POST>', "A form posts without"),
        ('<form method="post">{# {% csrf_token %} #}</form>', "A form posts without"),
        ("<style>p {}</style>", "a <style> block"),
        ("<script>go()</script>", "inline script"),
        ('<p style="color:red">', "a style attribute"),
        ('<a href="/" onclick="go()">', "an event attribute"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<script src="https://cdn.example.org/x.js"></script>', "which is not ours"),
        ('<link href="//cdn.example.org/x.css">', "which is not ours"),
    ],
)
def test_an_unlawful_page_is_caught(tmp_path: Path, html: str, said: str):
    assert_caught(templates.check(plant(tmp_path, {PAGE: html, **VIEW})), said)


def test_a_style_sheet_that_loads_from_elsewhere_is_caught(tmp_path: Path):
    css = {"src/tongban/web/design/static/design/a.css": "a{background:url(https://x.org/a.png)}"}
    assert_caught(templates.check(plant(tmp_path, css)), "https://x.org/a.png")


def test_an_unused_page_is_caught(tmp_path: Path):
    assert_caught(templates.check(plant(tmp_path, {PAGE: "<p>"})), "No view, tag or template")


@pytest.mark.parametrize(
    "html",
    [
        '<form method="post" action="/x">\n{% csrf_token %}</form><form method="get"></form>',
        '<script src="/static/x.js" defer></script>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<script type="application/json" id="d">{}</script>',
    ],
)
def test_a_lawful_page_passes(tmp_path: Path, html: str):
    assert_kept(templates.check(plant(tmp_path, {PAGE: html, **VIEW})))


def test_a_page_named_by_a_pattern_counts_as_used(tmp_path: Path):
    view = {"src/tongban/web/portal/views.py": "n = 1\nx = f'portal/{n}.html'\n"}
    assert_kept(templates.check(plant(tmp_path, {PAGE: "<p>", **view})))


def test_an_undefined_variable_fails():
    template = Engine(string_if_invalid=Undefined("x")).from_string("{{ given }}{{ citizen.nmae }}")
    with pytest.raises(UndefinedVariable, match=r"citizen\.nmae"):
        template.render(Context({"given": 1, "citizen": {"name": "x"}}))
    template = Engine(string_if_invalid=Undefined("x")).from_string("{{ given }}")
    assert template.render(Context({"given": 1})) == "1"
