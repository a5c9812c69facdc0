"""Every phrase of the pages is there in Chinese; every Chinese phrase is one the pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.checkers import translations
from tests.house.tree import REPO, plant
from tests.house.violation import assert_caught, assert_kept

PAGE = "src/tongban/web/portal/templates/portal/page.html"
PO = "src/tongban/web/portal/locale/zh_Hans/LC_MESSAGES/django.po"
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
GOOD = HEAD + 'msgid "Home"\nmsgstr "首页"\n'


def test_the_house_speaks_chinese():
    assert_kept(translations.check(REPO))


@pytest.mark.parametrize(
    ("html", "catalogue", "said"),
    [
        ('{% translate "Home" %}', HEAD, "“Home” has no Chinese"),
        ('{% translate "Home" context "house" %}', GOOD, "“Home” has no Chinese"),
        ("{% blocktranslate %}Home{% endblocktranslate %}", HEAD, "“Home” has no Chinese"),
        ('{% translate "Home" %}', GOOD.replace("首页", ""), "“Home” has no Chinese"),
        ('{% translate "Home" %}', GOOD.replace('msgid "Home', '#, fuzzy\nmsgid "Home'), "fuzzy"),
        ("<p>", GOOD, "“Home” is translated but never said"),
        (
            "{% blocktranslate %}{{ days }} days{% endblocktranslate %}",
            HEAD + 'msgid "%(days)s days"\nmsgstr "%(day)s天"\n',
            "do not fill in the same values",
        ),
    ],
)
def test_a_gap_is_caught(tmp_path: Path, html: str, catalogue: str, said: str):
    assert_caught(translations.check(plant(tmp_path, {PAGE: html, PO: catalogue})), said)


def test_a_gap_in_python_is_caught(tmp_path: Path):
    view = "from django.utils.translation import gettext as _\nx = _('Home')\n"
    root = plant(tmp_path, {"src/tongban/web/portal/views.py": view})
    assert_caught(translations.check(root), "views.py:2: “Home” has no Chinese")


def test_a_whole_catalogue_passes(tmp_path: Path):
    assert_kept(translations.check(plant(tmp_path, {PAGE: '{% translate "Home" %}', PO: GOOD})))
