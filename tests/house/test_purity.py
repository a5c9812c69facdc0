"""``domain``, ``kernel``, ``tongban_trust``, ``tongban_wire``, ``tongban_node`` know no Django."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkers import purity
from tests.house.tree import REPO, plant
from tests.house.violation import assert_kept


def test_the_house_keeps_its_rules_pure():
    assert_kept(purity.check(REPO))


def test_the_libraries_stand_on_their_own():
    assert_kept(purity.check_libraries(REPO))


@pytest.mark.parametrize(
    ("verb", "files", "said"),
    [
        (
            "check",
            {"src/tongban/cases/domain.py": "from django.utils import timezone\n"},
            "tongban.cases.domain -> django",
        ),
        (
            "check",
            {
                "src/tongban/cases/domain/clock.py": "from tongban.laws.api import article\n",
                "src/tongban/laws/api.py": "from tongban.laws.models import article\n",
                "src/tongban/laws/models.py": "from django.db import models\n",
            },
            "tongban.laws.api -> tongban.laws.models -> django",
        ),
        (
            "check",
            {"src/tongban/kernel/money.py": "import psycopg\n", "src/tongban/x.py": ""},
            "tongban.kernel.money",
        ),
        (
            "check_libraries",
            {
                "src/tongban_trust/log.py": "from tongban.kernel.text import Text\n",
                "src/tongban/kernel/text.py": "Text = 1\n",
            },
            "tongban_trust may import nothing of ours",
        ),
    ],
)
def test_impurity_is_caught(tmp_path: Path, verb: str, files: dict[str, str], said: str):
    plant(tmp_path, files)
    script = (
        "from pathlib import Path; from tests.house.checkers import purity\n"
        f"print(*purity.{verb}(Path({str(tmp_path)!r})))"
    )
    # A fresh interpreter: this one has already imported the real packages of the same names.
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPO, capture_output=True, text=True, timeout=60
    )
    assert said in done.stdout, done.stdout + done.stderr
